import { expect, test } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { ofPbxVerdict } from './pbx-verdict.ts'
import { allowed } from './verdict.ts'
import type { Staff } from './viewer.ts'

test('whom no PBX has may say their queues, and nobody penalties or pauses in one queue: those a PBX says', () => {
  const floor = createFloor({ site: siteSchema.parse({ site: { id: 'floor' } }) })
  const said = (data: object) => ofPbxVerdict({} as Staff, { subject: 'yuan', data: { ...data } }, floor)
  expect(said({ queues: ['care'] })).toBe(allowed)
  expect(said({ queues: ['care'], penalties: { care: 0 } })).toMatchObject({
    message: expect.stringContaining('data.penalties'),
  })
  expect(said({ queues: ['care'], pausedIn: [{ queue: 'sales' }] })).toMatchObject({
    message: expect.stringContaining('data.pausedIn'),
  })
})
