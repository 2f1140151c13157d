import { expect, test } from 'vitest'
import { createCaseIds } from './case-ids.ts'

test('whoever opens a case for one contact before it stands opens the same one; once it stood, another', async () => {
  let made = 0
  const ids = createCaseIds(async () => `C-${++made}`)
  expect(await Promise.all([ids.of('call-1'), ids.of('call-1'), ids.of('call-2')])).toEqual([
    ...['C-1', 'C-1', 'C-2'],
  ])
  ids.stands('call-1')
  expect([await ids.of('call-1'), await ids.of('call-2')]).toEqual(['C-3', 'C-2'])
})
