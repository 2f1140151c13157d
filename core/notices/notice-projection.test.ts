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

test('what a feed posts again and again in the same words is one notice, with its last time', () => {
  const again = (id: string, text = 'Outage') =>
    ['notice.posted', id, { text, queues: ['q'] }, 'crm'] as const
  const said = [again('N1'), again('N2'), again('N1', 'Mended'), again('N3'), again('N3')]
  const shown = (order: readonly number[]) => {
    const floor = createFloor({ site })
    for (const [place, index] of order.entries()) {
      const [type, subject, data, source] = said[index]!
      const time = start + index * 60_000
      const event: AnyEvent = { id: `e${index}`, source, type, subject, time, data: { ...data } }
      floor.apply({ pos: `${place + 1}-0`, at: start + 600_000, event })
    }
    return [...floor.ids('notice')]
      .map((id) => floor.row('notice', id))
      .filter((row) => row !== null)
      .map(({ id, text, postedAt }) => [id, text, Date.parse(postedAt) - start])
      .sort()
  }
  const expected = [
    ['N1', 'Mended', 120_000],
    ['N3', 'Outage', 240_000],
  ]
  const orders = [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
    [2, 0, 4, 1, 3],
  ]
  for (const order of orders) expect([order, shown(order)]).toEqual([order, expected])
})

test('who looks sees the one before go, and what was withdrawn does not come back by an older one', () => {
  const again = (id: string) => ['notice.posted', id, { text: 'Outage' }, 'crm'] as const
  const floor = floorOf([...again('N1')])
  floor.takeChanged()
  const next = (id: string, type: string, data: object, minutes: number) => {
    const time = start + minutes * 60_000
    floor.apply({
      pos: `${50 + minutes}-0`,
      at: time,
      event: { id: `x${minutes}`, source: 'crm', type, subject: id, time, data: { ...data } },
    })
  }
  next('N2', 'notice.posted', { text: 'Outage' }, 5)
  expect([...(floor.takeChanged().get('notice') ?? [])].sort()).toEqual(['N1', 'N2'])
  expect(floor.row('notice', 'N1')).toBeNull()
  next('N2', 'notice.withdrawn', {}, 6)
  expect([floor.row('notice', 'N1'), floor.row('notice', 'N2')]).toEqual([null, null])
})

test('what a feed says of one notice a thousand times is not kept, and what ended days ago is forgotten', () => {
  const floor = createFloor({ site })
  for (let count = 0; count < 1_000; count++) {
    const time = start + count * 1_000
    const event: AnyEvent = {
      id: `e${count}`,
      source: 'crm',
      type: 'notice.posted',
      subject: 'N1',
      time,
      data: { text: `${count}` },
    }
    floor.apply({ pos: `${count + 1}-0`, at: time, event })
  }
  expect(floor.eventsOf('notice', 'N1')).toHaveLength(1)
  const time = start + 2_000_000
  floor.apply({
    pos: '2000-0',
    at: time,
    event: { id: 'w', source: 'crm', type: 'notice.withdrawn', subject: 'N1', time, data: {} },
  })
  floor.advance(time + 5 * 86_400_000)
  expect([...floor.ids('notice')]).toEqual([])
})

test('what was said again and then ended does not stand again when that is forgotten', () => {
  const again = (id: string, text: string, until?: number) =>
    [
      'notice.posted',
      id,
      { text, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) },
      'crm',
    ] as const
  const floor = floorOf(
    [...again('N2', 'Mended')],
    [...again('N1', 'Outage')],
    [...again('N2', 'Outage', start + 3_600_000)],
  )
  expect(floor.row('notice', 'N1')).toBeNull()
  floor.advance(start + 9 * 86_400_000)
  expect([...floor.ids('notice')]).toEqual([])
})
