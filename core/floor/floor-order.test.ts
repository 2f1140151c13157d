import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { type AnyEvent, compareEvents } from '../event/event.ts'
import { rowTypes } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor, createFloorInternals } from './create-floor.ts'
import type { Floor } from './floor.ts'
import { loadPiece, saveFloor } from './floor-snapshot.ts'

const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'q1', target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5, wrapUpSec: 30 },
    { id: 'q2', target: { share: 0.8, withinSec: 60 }, wrapUpSec: 5 },
  ],
  boards: [{ id: 'all', name: 'All', queues: ['q1', 'q2'] }],
})
const start = Date.parse('2026-03-04T22:00:00+08:00')
const SPAN_SEC = 4 * 3_600

const agent = fc.constantFrom('a1', 'a2', 'a3')
const queue = fc.constantFrom('q1', 'q2')
const contact = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5')
const ofAgent = (type: string, data: fc.Arbitrary<Record<string, unknown>>) =>
  fc.record({ type: fc.constant(type), subject: agent, data })
const ofContact = (type: string, data: fc.Arbitrary<Record<string, unknown>>) =>
  fc.record({ type: fc.constant(type), subject: contact, data })
const nothing = fc.constant({})

const happening = fc.oneof(
  { weight: 4, arbitrary: ofContact('contact.queued', fc.record({ queue })) },
  { weight: 3, arbitrary: ofContact('contact.offered', fc.record({ agent })) },
  { weight: 1, arbitrary: ofContact('contact.declined', fc.record({ agent })) },
  { weight: 4, arbitrary: ofContact('contact.answered', fc.record({ agent })) },
  { weight: 1, arbitrary: ofContact('contact.dialled', fc.record({ agent })) },
  { weight: 1, arbitrary: ofContact('contact.held', nothing) },
  { weight: 1, arbitrary: ofContact('contact.resumed', nothing) },
  { weight: 1, arbitrary: ofContact('contact.transferred', fc.constant({ to: { queue: 'q2' } })) },
  { weight: 1, arbitrary: ofContact('contact.abandoned', nothing) },
  {
    weight: 1,
    arbitrary: ofContact(
      'contact.left',
      fc.record({ reason: fc.constantFrom('full', 'callback', 'timeout') }),
    ),
  },
  {
    weight: 3,
    arbitrary: ofContact('contact.ended', fc.record({ by: fc.constantFrom('customer', 'agent', 'system') })),
  },
  { weight: 2, arbitrary: ofContact('contact.wrapped', nothing) },
  { weight: 1, arbitrary: ofContact('contact.rated', fc.constant({ score: 4, of: 5 })) },
  {
    weight: 1,
    arbitrary: ofAgent('agent.signed_in', fc.record({ queues: fc.constantFrom(['q1'], ['q1', 'q2']) })),
  },
  { weight: 1, arbitrary: ofAgent('agent.available', nothing) },
  { weight: 1, arbitrary: ofAgent('agent.away', fc.record({ reason: fc.constantFrom('break', 'meeting') })) },
  { weight: 1, arbitrary: ofAgent('agent.busy', nothing) },
  { weight: 1, arbitrary: ofAgent('agent.signed_out', nothing) },
)

const historyOf = (size: { minLength?: number; maxLength: number }) =>
  fc.array(fc.tuple(fc.nat({ max: SPAN_SEC }), fc.constantFrom('pbx', 'crm'), happening), size).map((list) =>
    list.map(([sec, source, what], index): AnyEvent => {
      const id = `e${String(index).padStart(3, '0')}`
      return { ...what, id, source, time: start + Math.floor(sec / 7) * 7_000 }
    }),
  )

const history = historyOf({ maxLength: 80 })
/** All within two minutes, so that answers stand seconds before what they answer, and zombies soon after an end. */
const dense = history.map((events) =>
  events.map((event) => ({ ...event, time: start + Math.floor((event.time - start) / 120_000) * 500 })),
)
/** Long enough that agents leave their window of recent items behind. */
const longHistory = historyOf({ minLength: 500, maxLength: 900 })

type Rows = Record<string, unknown>
const COUNTED_TYPES = rowTypes.filter((type) => type !== 'feed')

function tellAll(floor: Floor, events: readonly AnyEvent[], seq: number, at = start): void {
  let position = seq
  let latest = at
  for (const event of events) {
    latest = Math.max(latest, event.time)
    floor.apply({ pos: `${++position}-0`, at: latest, event })
  }
}

/** How late a feed's events come is told by when they came, which is what these histories differ in. */
function withoutReceipt(row: object): object {
  return 'feedTroubles' in row ? { ...row, feedTroubles: [], knownUntil: null } : row
}

function rowsOf(floor: Floor): Rows {
  floor.advance(start + (SPAN_SEC + 300) * 1_000)
  const rows: Rows = {}
  for (const type of COUNTED_TYPES)
    for (const id of floor.ids(type)) {
      const row = floor.row(type, id)
      if (row !== null) rows[`${type}/${id}`] = withoutReceipt(row)
    }
  for (const id of floor.ids('feed')) rows[`after the end, of ${id}`] = floor.row('feed', id)!.afterEnd
  return { ...rows, ...intervalsOf(floor) }
}

/** Every 15-minute record in which something counts. */
function intervalsOf(floor: Floor): Rows {
  const records: Rows = {}
  const [from, to] = [start - 3_600_000, start + SPAN_SEC * 1_000]
  // Its waits stand in no order.
  for (const id of floor.ids('queue'))
    for (const { start, record } of floor.intervals(id, from, to))
      if (record.counts.offered > 0)
        records[`interval of queue/${id} ${start}`] = { ...record, waits: [...record.waits].sort() }
  for (const id of floor.ids('agent'))
    for (const { start, record } of floor.agentIntervals(id, from, to))
      if (record.handled > 0) records[`interval of agent/${id} ${start}`] = record
  return records
}

/** Folds events in the order given, letting time pass as they come (or all at the end), up to one common end. */
function foldTo(events: readonly AnyEvent[], ticks: boolean): Rows {
  // Whether what lies still is packed, and what is long is folded again in pieces, makes no difference either.
  const floor = createFloor({ site, ...(ticks ? { heldHot: 0, stepsAtOnce: 4 } : {}) })
  tellAll(floor, events, 0, ticks ? start : start + SPAN_SEC * 1_000)
  return rowsOf(floor)
}

describe('order of arrival', () => {
  it('does not matter: sorted, shuffled and doubled histories give the same floor', () => {
    fc.assert(
      fc.property(fc.oneof(history, dense), fc.infiniteStream(fc.nat()), (events, random) => {
        const sorted = [...events].sort(compareEvents)
        const shuffled = [...events, ...events.slice(0, 10)]
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event)
        const expected = foldTo(sorted, true)
        expect(foldTo(shuffled, false)).toEqual(expected)
        expect(foldTo(shuffled, true)).toEqual(expected)
      }),
      { numRuns: Number(process.env.HUIYIN_RUNS ?? 1_000), endOnFailure: true },
    )
  }, 120_000)

  it('does not matter for an event far older than what is at hand', () => {
    fc.assert(
      fc.property(longHistory, fc.nat({ max: 400 }), (events, cut) => {
        const sorted = [...events].sort(compareEvents)
        const late = [...sorted.slice(0, cut), ...sorted.slice(cut + 5), ...sorted.slice(cut, cut + 5)]
        expect(foldTo(late, true)).toEqual(foldTo(sorted, true))
      }),
      { numRuns: 40, endOnFailure: true },
    )
  }, 120_000)

  it('goes on from a snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.oneof(history, dense), fc.nat({ max: 80 }), (events, cut) => {
        const sorted = [...events].sort(compareEvents)
        const first = createFloorInternals({ site })
        tellAll(first.floor, sorted.slice(0, cut), 0)
        const second = createFloorInternals({})
        for (const text of saveFloor(first, plainPacker)) loadPiece(second, plainPacker, text)
        tellAll(second.floor, sorted.slice(cut), cut)
        expect(rowsOf(second.floor)).toEqual(foldTo(sorted, true))
      }),
      { numRuns: 300, endOnFailure: true },
    )
  }, 60_000)

  it('counts every entry in exactly one outcome, whatever happens', () => {
    fc.assert(
      fc.property(fc.oneof(history, dense), (events) => {
        const rows = foldTo(events, false)
        for (const id of ['q1', 'q2']) {
          const row = rows[`queue/${id}`] as Record<string, number>
          const outcomes = ['waiting', 'answered', 'abandoned', 'shortAbandoned', 'left', 'callbackRequested']
          expect(outcomes.reduce((sum, key) => sum + row[key]!, 0)).toBe(row.offered)
        }
      }),
      { numRuns: 200 },
    )
  })
})
