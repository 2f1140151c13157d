import { expect, test } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const MINUTE = 60_000
const start = Date.parse('2026-03-04T10:00:00Z')
const site = siteSchema.parse({ site: { id: 'test' }, queues: [{ id: 'q', wrapUpSec: 3_600 }] })

test('a contact stays at hand as long as somebody is in wrap-up after it, and is packed afterwards', () => {
  const floor = createFloor({ site })
  let place = 0
  const tell = (minute: number, type: string, data: object) => {
    const event = { id: `e${++place}`, source: 'pbx', type, subject: 'c', time: start + minute * MINUTE }
    floor.apply({ pos: `${place}-0`, at: event.time, event: { ...event, data: { ...data } } })
  }
  tell(0, 'contact.queued', { queue: 'q' })
  tell(1, 'contact.answered', { agent: 'a' })
  tell(2, 'contact.ended', {})
  floor.advance(start + 50 * MINUTE)
  expect(floor.row('contact', 'c')).toMatchObject({ state: 'wrap_up', agent: 'a' })
  floor.advance(start + 63 * MINUTE)
  expect(floor.row('contact', 'c')).toBeNull()
  expect([...floor.ids('contact')]).toEqual(['c'])
  floor.advance(start + 90 * MINUTE)
  expect([...floor.ids('contact')]).toEqual([])
  tell(91, 'contact.wrapped', { agent: 'a' })
  expect([...floor.ids('contact')]).toEqual(['c'])
})

test('a caller who leaves a queue they were put into during a talk rings nowhere, though the talk was passed on', () => {
  const floor = createFloor({ site })
  const said: [string, object][] = [
    ['contact.answered', { agent: 'a' }],
    ['contact.queued', { queue: 'q' }],
    ['contact.transferred', { to: { queue: 'q' } }],
    ['contact.left', { reason: 'full' }],
  ]
  for (const [minute, [type, data]] of said.entries()) {
    const time = start + minute * MINUTE
    const event = { id: `e${minute}`, source: 'pbx', type, subject: 'c', time, data: { ...data } }
    floor.apply({ pos: `${minute + 1}-0`, at: time, event })
  }
  expect(floor.row('contact', 'c')?.state).not.toBe('ringing')
})
