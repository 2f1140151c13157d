import { expect, test } from 'vitest'
import { siteSchema } from '../../site/site-schema.ts'
import { createOpenings } from './openings.ts'

const siteWith = (opens: object) =>
  siteSchema.parse({ site: { id: 's', timezone: 'UTC' }, queues: [{ id: 'care', name: 'Care', ...opens }] })

test('a queue opens cases by the site file that is in force at the instant, not by the newest', () => {
  const [before, after] = [siteWith({ opens: 'complaint' }), siteWith({})]
  const openings = createOpenings((at) => (at < 10 ? before : after))
  expect([openings.mayOpen(), openings.opens('care', 5)]).toEqual([false, null])
  for (const site of [before, after]) openings.configured(site)
  expect([openings.opens('care', 5), openings.opens('care', 15), openings.mayOpen()]).toEqual([
    'complaint',
    null,
    true,
  ])
  expect(openings.opens('other', 5)).toBeNull()
})
