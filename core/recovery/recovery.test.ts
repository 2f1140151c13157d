import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { type AnyEvent, compareEvents } from '../event/event.ts'
import { createFloor, createFloorInternals, type FloorInternals } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { loadPiece, saveFloor } from '../floor/floor-snapshot.ts'
import type { RecoveryRow } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q', shortAbandonSec: 5, wrapUpSec: 0 }],
})
const start = Date.parse('2026-03-04T10:00:00Z')
const HOUR = 3_600_000
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
const queued = (minute: number, contact: string, customer = 'cu', more: object = {}) =>
  happened(minute, 'contact.queued', contact, { queue: 'q', customer, phone: '13800001234', ...more })

function tell(floor: Floor, events: readonly AnyEvent[], from = 0): void {
  let [position, latest] = [from, start]
  for (const event of events) {
    latest = Math.max(latest, event.time)
    floor.apply({ pos: `${++position}-0`, at: latest, event })
  }
}
function owedTo(floor: Floor): RecoveryRow[] {
  return [...floor.ids('recovery')].sort().flatMap((id) => floor.row('recovery', id) ?? [])
}
function owedAfter(...events: AnyEvent[]): string[] {
  const floor = createFloor({ site })
  tell(floor, events)
  return owedTo(floor).map(({ id }) => id)
}

describe('who is to be called back without having asked', () => {
  const gaveUp = [queued(0, 'c1'), happened(2, 'contact.abandoned', 'c1')]

  it('is a caller with a number who gave up waiting, or left a message', () => {
    const voicemail = [queued(1, 'c2', 'other'), happened(3, 'contact.left', 'c2', { reason: 'voicemail' })]
    const floor = createFloor({ site })
    tell(floor, [...gaveUp, ...voicemail])
    expect(owedTo(floor)).toMatchObject([
      {
        id: 'c1',
        how: 'abandoned',
        missedAt: new Date(start + 120_000).toISOString(),
        queue: 'q',
        attempts: 0,
      },
      { id: 'c2', how: 'voicemail', phone: '13800001234', triedAt: null },
    ])
  })
  it('is a caller of whose message one hears after it was known that the queue sent it away', () => {
    const sentAway = [queued(0, 'c1'), happened(2, 'contact.left', 'c1', { reason: 'timeout' })]
    expect(owedAfter(...sentAway)).toEqual([])
    const message = happened(3, 'contact.left', 'c1', { reason: 'voicemail' })
    expect(owedAfter(...sentAway, message)).toEqual(['c1'])
    // A second outcome changes none: only what was not known is filled in.
    expect(
      owedAfter(queued(0, 'c1'), happened(2, 'contact.left', 'c1', { reason: 'full' }), message),
    ).toEqual([])
    expect(owedAfter(...sentAway, happened(3, 'contact.left', 'c1', { reason: 'full' }))).toEqual([])
  })
  it('is nobody any more whose message was listened to', () => {
    const left = [queued(0, 'c1'), happened(2, 'contact.left', 'c1', { reason: 'voicemail' })]
    expect(owedAfter(...left)).toEqual(['c1'])
    expect(owedAfter(...left, happened(5, 'contact.flagged', 'c1', { kind: 'heard' }))).toEqual([])
    expect(owedAfter(...gaveUp, happened(5, 'contact.flagged', 'c1', { kind: 'heard' }))).toEqual(['c1'])
  })
  it('is nobody without a number, after a short abandon, or who left for another reason', () => {
    expect(
      owedAfter(queued(0, 'c1', 'cu', { phone: undefined }), happened(2, 'contact.abandoned', 'c1')),
    ).toEqual([])
    expect(owedAfter(queued(0, 'c1'), happened(2, 'contact.abandoned', 'c1', { waitSec: 3 }))).toEqual([])
    expect(owedAfter(queued(0, 'c1'), happened(2, 'contact.left', 'c1', { reason: 'full' }))).toEqual([])
  })
  it('is nobody any more who came back; giving up again, only that contact counts', () => {
    expect(owedAfter(...gaveUp, queued(5, 'c2'))).toEqual([])
    expect(owedAfter(...gaveUp, queued(5, 'c2'), happened(9, 'contact.abandoned', 'c2'))).toEqual(['c2'])
  })
  it('stays through calls that nobody takes, which are counted, and goes with the one that is', () => {
    const dialled = happened(10, 'contact.dialled', 'o1', { agent: 'a', customer: 'cu' })
    const floor = createFloor({ site })
    tell(floor, [...gaveUp, dialled, happened(11, 'contact.ended', 'o1')])
    expect(owedTo(floor)).toMatchObject([{ attempts: 1, triedAt: new Date(dialled.time).toISOString() }])
    expect(owedAfter(...gaveUp, dialled, happened(11, 'contact.answered', 'o1', { agent: 'a' }))).toEqual([])
  })
  it('gives way to a callback that is asked for, by the customer or for the contact', () => {
    expect(
      owedAfter(...gaveUp, happened(4, 'callback.requested', 'b', { queue: 'q', customer: 'cu' })),
    ).toEqual([])
    expect(
      owedAfter(...gaveUp, happened(4, 'callback.requested', 'b', { queue: 'q', contact: 'c1' })),
    ).toEqual([])
  })
  it('is let go after two days', () => {
    const floor = createFloor({ site })
    tell(floor, gaveUp)
    floor.advance(gaveUp[1]!.time + 48 * HOUR - 1)
    expect(owedTo(floor)).toHaveLength(1)
    floor.takeChanged()
    floor.advance(gaveUp[1]!.time + 48 * HOUR)
    expect(owedTo(floor)).toEqual([])
    expect(floor.takeChanged().get('recovery')).toEqual(new Set(['c1']))
  })
})

const customer = fc.constantFrom('cu1', 'cu2')
const contact = fc.constantFrom('c1', 'c2', 'c3', 'c4')
const phone = '13800001234'
const happening = fc.oneof(
  fc.record({
    type: fc.constant('contact.queued'),
    subject: contact,
    data: fc.record({ queue: fc.constant('q'), customer, phone: fc.constant(phone) }),
  }),
  fc.record({
    type: fc.constant('contact.dialled'),
    subject: contact,
    data: fc.record({ agent: fc.constant('a'), customer }),
  }),
  fc.record({ type: fc.constant('contact.answered'), subject: contact, data: fc.constant({ agent: 'a' }) }),
  fc.record({
    type: fc.constantFrom('contact.abandoned', 'contact.ended'),
    subject: contact,
    data: fc.constant({}),
  }),
  fc.record({
    type: fc.constant('contact.left'),
    subject: contact,
    data: fc.constant({ reason: 'voicemail' }),
  }),
  fc.record({
    type: fc.constant('callback.requested'),
    subject: fc.constantFrom('b1', 'b2'),
    data: fc.record({ queue: fc.constant('q'), customer }),
  }),
)
const history = fc.array(fc.tuple(fc.nat({ max: 90 }), happening), { maxLength: 30 }).map((list) =>
  list.map(([minute, what], index) => ({
    ...what,
    id: `h${String(index).padStart(3, '0')}`,
    source: 'pbx',
    time: start + minute * 60_000,
    data: what.data as Record<string, unknown>,
  })),
)
const end = start + 95 * 60_000

function rowsAfter(events: readonly AnyEvent[]): RecoveryRow[] {
  const floor = createFloor({ site })
  tell(floor, events)
  floor.advance(end)
  return owedTo(floor)
}

describe('over random histories', () => {
  it('the order of arrival does not matter, nor what comes twice', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (events, random) => {
        const shuffled = [...events, ...events.slice(0, 5)]
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event)
        expect(rowsAfter(shuffled)).toEqual(rowsAfter([...events].sort(compareEvents)))
      }),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('a floor from a snapshot goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(history, fc.nat({ max: 30 }), (events, cut) => {
        const sorted = [...events].sort(compareEvents)
        const first: FloorInternals = createFloorInternals({ site })
        tell(first.floor, sorted.slice(0, cut))
        const second = createFloorInternals({})
        for (const text of saveFloor(first, plainPacker)) loadPiece(second, plainPacker, text)
        tell(second.floor, sorted.slice(cut), cut)
        second.floor.advance(end)
        expect(owedTo(second.floor)).toEqual(rowsAfter(sorted))
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})
