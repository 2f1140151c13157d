import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { type AnyEvent, compareEvents } from '../event/event.ts'
import { createFloor, createFloorInternals } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { loadPiece, saveFloor } from '../floor/floor-snapshot.ts'
import type { OutcomeRow } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({ site: { id: 'test' }, queues: [{ id: 'q', wrapUpSec: 60 }] })
const start = Date.parse('2026-03-04T10:00:00Z')
let counted = 0

function happened(
  minute: number,
  type: string,
  subject: string,
  data: Record<string, unknown> = {},
): AnyEvent {
  const id = `e${String(++counted).padStart(5, '0')}`
  return { id, source: 'pbx', type, subject, time: start + minute * 60_000, data }
}

function tell(floor: Floor, events: readonly AnyEvent[], from = 0): void {
  let [position, latest] = [from, start]
  for (const event of events) {
    latest = Math.max(latest, event.time)
    floor.apply({ pos: `${++position}-0`, at: latest, event })
  }
}
const asked = (floor: Floor): OutcomeRow[] =>
  [...floor.ids('outcome')].sort().flatMap((id) => floor.row('outcome', id) ?? [])

function askedAfter(events: readonly AnyEvent[], minute = 600): string[] {
  const floor = createFloor({ site })
  tell(floor, events)
  floor.advance(start + minute * 60_000)
  return asked(floor).map(({ id, agent }) => `${id} ${agent}`)
}

const call = [
  happened(0, 'contact.queued', 'c1', { queue: 'q', customer: 'cu', phone: '13800001234', name: 'Wang' }),
  happened(1, 'contact.answered', 'c1', { agent: 'yuan' }),
  happened(5, 'contact.ended', 'c1'),
]
const flagged = (minute: number, kind: string) => happened(minute, 'contact.flagged', 'c1', { kind })

describe('how a contact ended is asked of who spoke with the customer last', () => {
  test('from its end on, with who called and about which case, through the wrap-up and the next call', () => {
    const floor = createFloor({ site })
    tell(floor, [...call, happened(3, 'case.opened', 'C-1042', { kind: 'request', contact: 'c1' })])
    floor.advance(start + 30 * 60_000)
    expect(floor.row('contact', 'c1')).toBeNull()
    expect(asked(floor)).toEqual([
      {
        ...{ id: 'c1', agent: 'yuan', direction: 'inbound', queue: 'q', channel: 'voice', case: 'C-1042' },
        ...{ customer: 'cu', phone: '13800001234', name: 'Wang' },
        ...{ answeredAt: '2026-03-04T10:01:00.000Z', endedAt: '2026-03-04T10:05:00.000Z' },
      },
    ])
  })
  test('until it is said, whenever: another flag says nothing of it', () => {
    expect(askedAfter([...call, flagged(300, 'silence')])).toEqual(['c1 yuan'])
    expect(askedAfter([...call, flagged(300, 'owe')])).toEqual([])
    expect(askedAfter([...call, flagged(4, 'solved')])).toEqual([])
    // Whoever said it took it back.
    expect(askedAfter([...call, flagged(6, 'solved'), flagged(7, 'unsaid')])).toEqual(['c1 yuan'])
    expect(askedAfter([...call, flagged(6, 'solved'), flagged(7, 'unsaid'), flagged(8, 'owe')])).toEqual([])
  })
  test('until the shift ends, and for sixteen hours at most', () => {
    expect(askedAfter([...call, happened(4, 'agent.signed_out', 'yuan')])).toEqual(['c1 yuan'])
    expect(askedAfter([...call, happened(9, 'agent.signed_out', 'yuan')])).toEqual([])
    expect(askedAfter(call, 16 * 60 + 4)).toEqual(['c1 yuan'])
    expect(askedAfter(call, 16 * 60 + 5)).toEqual([])
  })
  test('not while it goes on, nor of whom nobody spoke to; of who was passed on the last one is asked', () => {
    expect(askedAfter(call.slice(0, 2))).toEqual([])
    expect(askedAfter([call[0]!, happened(2, 'contact.abandoned', 'c1')])).toEqual([])
    const on = [...call.slice(0, 2), happened(3, 'contact.transferred', 'c1', { to: { queue: 'q' } })]
    const again = [...on, happened(3, 'contact.queued', 'c1', { queue: 'q' })]
    expect(askedAfter(again)).toEqual([])
    expect(askedAfter([...again, happened(4, 'contact.abandoned', 'c1')])).toEqual([])
    const other = [happened(4, 'contact.answered', 'c1', { agent: 'lin' }), call[2]!]
    expect(askedAfter([...again, ...other])).toEqual(['c1 lin'])
  })
})

const contact = fc.constantFrom('c1', 'c2')
const agent = fc.constantFrom('yuan', 'lin')
const happening = fc.oneof(
  fc.record({ type: fc.constant('contact.queued'), subject: contact, data: fc.constant({ queue: 'q' }) }),
  fc.record({ type: fc.constant('contact.answered'), subject: contact, data: fc.record({ agent }) }),
  fc.record({ type: fc.constant('contact.ended'), subject: contact, data: fc.constant({}) }),
  fc.record({
    type: fc.constant('contact.flagged'),
    subject: contact,
    data: fc.record({ kind: fc.constantFrom('owe', 'silence', 'unsaid') }),
  }),
  fc.record({ type: fc.constant('agent.signed_out'), subject: agent, data: fc.constant({}) }),
)
const history = fc.array(fc.tuple(fc.nat({ max: 90 }), happening), { maxLength: 20 }).map((list) =>
  list.map(([minute, what], index) => ({
    ...{ ...what, id: `h${String(index).padStart(3, '0')}`, source: 'pbx', time: start + minute * 60_000 },
    data: what.data as Record<string, unknown>,
  })),
)
const end = start + 95 * 60_000

function rowsAfter(events: readonly AnyEvent[]): OutcomeRow[] {
  const floor = createFloor({ site })
  tell(floor, events)
  floor.advance(end)
  return asked(floor)
}

test('the order of arrival does not matter, nor a snapshot in between', () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), fc.nat({ max: 20 }), (events, random, cut) => {
      const shuffled = events
        .map((event) => ({ event, key: random.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ event }) => event)
      const sorted = rowsAfter([...events].sort(compareEvents))
      expect(rowsAfter(shuffled)).toEqual(sorted)
      const first = createFloorInternals({ site })
      tell(first.floor, shuffled.slice(0, cut))
      const second = createFloorInternals({})
      for (const text of saveFloor(first, plainPacker)) loadPiece(second, plainPacker, text)
      tell(second.floor, shuffled.slice(cut), cut)
      second.floor.advance(end)
      expect(asked(second.floor)).toEqual(sorted)
    }),
    { numRuns: 120 },
  )
})
