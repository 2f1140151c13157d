import { expect, test } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({ site: { id: 'test' }, queues: [{ id: 'q' }] })
const start = Date.parse('2026-03-04T10:00:00Z')

function floorOf(...said: [type: string, subject: string, data: object, source: string][]) {
  const floor = createFloor({ site })
  for (const [index, [type, subject, data, source]] of said.entries()) {
    const time = start + index * 60_000
    const event: AnyEvent = { id: `e${index}`, source, type, subject, time, data: { ...data } }
    floor.apply({ pos: `${index + 1}-0`, at: time, event })
  }
  return floor
}
const posted = ['notice.posted', 'N1', { text: 'Outage', queues: ['q'], case: 'I1' }, 'user/ma'] as const
const incident = ['case.opened', 'I1', { kind: 'incident' }, 'user/ma'] as const
const named = (contact: string) => ['case.contacted', 'I1', { contact }, 'user/yuan'] as const

test('a notice says who posted it, and how many contacts its incident has by now', () => {
  const floor = floorOf([...incident], [...posted])
  expect(floor.row('notice', 'N1')).toMatchObject({ postedBy: 'ma', case: 'I1', contacts: 0 })
  floor.takeChanged()
  const time = start + 600_000
  for (const [index, contact] of ['c1', 'c2'].entries()) {
    const [type, subject, data, source] = named(contact)
    const event = { id: `n${index}`, source, type, subject, time: time + index, data }
    floor.apply({ pos: `${10 + index}-0`, at: time, event })
  }
  expect(floor.takeChanged().get('notice')).toContain('N1')
  expect(floor.row('notice', 'N1')).toMatchObject({ contacts: 2 })
})

test('what was done to a notice can be taken back by who did it', () => {
  const withdrawn = ['notice.withdrawn', 'N1', {}, 'user/ma'] as const
  const undo = { event: 'e1' }
  expect(floorOf([...posted], [...withdrawn]).row('notice', 'N1')).toBeNull()
  const back = floorOf([...posted], [...withdrawn], ['system.event_withdrawn', 'notice/N1', undo, 'user/ma'])
  expect(back.row('notice', 'N1')).toMatchObject({ text: 'Outage' })
  const foreign = floorOf(
    [...posted],
    [...withdrawn],
    ['system.event_withdrawn', 'notice/N1', undo, 'user/lin'],
  )
  expect(foreign.row('notice', 'N1')).toBeNull()
})
