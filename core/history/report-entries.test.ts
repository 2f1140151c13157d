import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnyEvent, compareEvents, type EventOfKind, isFloorEvent, isOfKind } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { CALLS_BEGIN, randomCalls } from '../floor/random-calls-for-test.ts'
import { INTERVAL_MS, intervalStart } from '../queues/queue-live.ts'
import { siteSchema } from '../site/site-schema.ts'
import { type ReportEntry, type ReportedOutcome, reportEntries, reportLegs } from './report-entries.ts'
import { entriesBehind, entrySpreads, places, spreadOf } from './spread.ts'

const terms = () => ({ withinMs: 20_000, shortMs: 5_000, wrapUpMs: 0 })
const T0 = Date.parse('2026-03-09T01:00:00Z')

let serial = 0
function event(type: string, afterSec: number, data: object = {}): EventOfKind<'contact'> {
  const id = String(++serial).padStart(6, '0')
  return { id, source: 'pbx', type, time: T0 + afterSec * 1_000, subject: 'K', data } as never
}

function folded(...events: EventOfKind<'contact'>[]): ReportEntry[] {
  return reportEntries('K', events, terms)
}

test('an entry says how it ended, by whom, how long it waited and talked', () => {
  const entries = folded(
    event('contact.queued', 0, { queue: 'care' }),
    event('contact.answered', 12, { agent: 'yuan' }),
    event('contact.transferred', 72, { to: { queue: 'sales' } }),
    event('contact.queued', 73, { queue: 'sales' }),
    event('contact.answered', 103, { agent: 'he' }),
    event('contact.ended', 163, { by: 'agent' }),
  )
  expect(
    entries.map(({ queue, outcome, waitMs, agent, talkMs }) => [queue, outcome, waitMs, agent, talkMs]),
  ).toEqual([
    ['care', 'inTarget', 12_000, 'yuan', 60_000],
    ['sales', 'late', 30_000, 'he', 60_000],
  ])
})

test('who gives up while it rings at an agent is told from who gives up waiting', () => {
  const queued = event('contact.queued', 0, { queue: 'care' })
  const offered = event('contact.offered', 10, { agent: 'yuan' })
  const [rang] = folded(queued, offered, event('contact.abandoned', 30))
  const [declined] = folded(
    queued,
    offered,
    event('contact.declined', 20, { agent: 'yuan' }),
    event('contact.ended', 30),
  )
  const [short] = folded(queued, event('contact.abandoned', 3))
  expect([rang, declined, short].map((entry) => [entry!.outcome, entry!.rang])).toEqual([
    ['abandoned', true],
    ['abandoned', false],
    ['short', false],
  ])
})

test('a customer who is gone within five seconds of the answer hung up quickly; an agent who ends it did not', () => {
  const begin = [
    event('contact.queued', 0, { queue: 'care' }),
    event('contact.answered', 10, { agent: 'yuan' }),
  ]
  const ends = [
    event('contact.ended', 15, { by: 'customer' }),
    event('contact.ended', 16, { by: 'customer' }),
    event('contact.ended', 12, { by: 'agent' }),
  ]
  expect(ends.map((end) => folded(...begin, end)[0]!.quick)).toEqual([true, false, false])
})

const site = siteSchema.parse({
  site: { id: 's', name: 'S', timezone: 'Asia/Shanghai', language: 'en' },
  queues: [{ id: 'care', name: 'Care', target: { share: 0.8, withinSec: 600 }, shortAbandonSec: 120 }],
})

const counted: Record<Exclude<ReportedOutcome, 'handled'>, string> = {
  ...{ inTarget: 'answeredInTarget', late: 'answeredLate', abandoned: 'abandoned', short: 'shortAbandoned' },
  ...{ left: 'left', callback: 'callbackRequested', waiting: 'waiting' },
}

test('of random calls, late and shuffled, the entries of each quarter hour are what its record counts', () => {
  fc.assert(
    fc.property(randomCalls, (events) => {
      const floor = createFloor({ site })
      for (const [number, one] of events.entries())
        floor.apply({ pos: `1-${number + 1}`, at: CALLS_BEGIN + 91 * 60_000, event: one })
      floor.settle()
      const contacts = new Map<string, EventOfKind<'contact'>[]>()
      for (const one of events.toSorted(compareEvents) as AnyEvent[])
        if (isFloorEvent(one) && isOfKind('contact', one))
          contacts.set(one.subject, [...(contacts.get(one.subject) ?? []), one])
      const termsAt = (queue: string) =>
        queue === 'care'
          ? { withinMs: 600_000, shortMs: 120_000, wrapUpMs: 0 }
          : { withinMs: 20_000, shortMs: 0, wrapUpMs: 0 }
      const known = [...contacts].filter(([, own]) =>
        own.some(({ type }) => type === 'contact.queued' || type === 'contact.dialled'),
      )
      const entries = known.flatMap(([id, own]) => reportEntries(id, own, termsAt))
      const legs = known.flatMap(([id, own]) => reportLegs(id, own, termsAt))
      for (const agent of ['a1', 'a2', 'a3'])
        for (const { start, record } of floor.agentIntervals(
          agent,
          CALLS_BEGIN - INTERVAL_MS,
          CALLS_BEGIN + 6_000_000,
        )) {
          const own = legs.filter((leg) => leg.agent === agent && intervalStart(leg.enteredAt) === start)
          const of = (outcome: ReportedOutcome) => own.filter((leg) => leg.outcome === outcome).length
          expect([own.length, of('inTarget'), of('late')]).toEqual([
            record.handled,
            record.answeredInTarget,
            record.answeredLate,
          ])
        }
      for (const queue of ['care', 'sales']) {
        const records = floor.intervals(queue, CALLS_BEGIN - INTERVAL_MS, CALLS_BEGIN + 100 * 60_000)
        for (const { start, record } of records) {
          const own = entries.filter(
            (entry) => entry.queue === queue && intervalStart(entry.enteredAt) === start,
          )
          expect(own.length).toBe(record.counts.offered)
          for (const [outcome, field] of Object.entries(counted))
            expect([outcome, own.filter((entry) => entry.outcome === outcome).length]).toEqual([
              outcome,
              record.counts[field as 'offered'],
            ])
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('times are spread over steps, with the middle and nine tenths by the nearest rank', () => {
  const spread = spreadOf([0, 4_999, 5_000, 61_000, 900_000], [0, 5, 60, 600])
  expect(spread.steps.map(({ count }) => count)).toEqual([2, 1, 1, 1])
  expect([spread.medianSec, spread.p90Sec, spread.count]).toEqual([5, 900, 5])
  expect(spreadOf([], [0]).medianSec).toBeNull()
  const none = entrySpreads([])
  expect([none.entries, none.waits.p90Sec, none.quickHangUps]).toEqual([0, null, 0])
})

test('of random calls, as many entries stand behind each figure of the spreads as it counts', () => {
  fc.assert(
    fc.property(randomCalls, (events) => {
      const contacts = Map.groupBy(
        (events.toSorted(compareEvents) as AnyEvent[]).filter(
          (one) => isFloorEvent(one) && isOfKind('contact', one),
        ),
        ({ subject }) => subject,
      )
      const entries = [...contacts].flatMap(([id, own]) => reportEntries(id, own as never, terms))
      const spreads = entrySpreads(entries)
      const behind = (name: string) => entriesBehind(name)!(entries).length
      for (const pattern of places) expect([pattern, behind(pattern)]).toEqual([pattern, spreads[pattern]])
      for (const kind of ['waits', 'abandons', 'talks'] as const) {
        for (const [step, { count }] of spreads[kind].steps.entries())
          expect([kind, step, behind(`${kind}.${step}`)]).toEqual([kind, step, count])
        expect([kind, behind(kind)]).toEqual([kind, spreads[kind].count])
      }
      // Behind a median stand all of which it is the middle, the longest first.
      const waited = entriesBehind('waits')!(entries).map(({ waitMs }) => waitMs!)
      expect(waited).toEqual(waited.toSorted((a, b) => b - a))
      const middle = waited[Math.floor(waited.length / 2)]
      expect(spreads.waits.medianSec).toBe(middle === undefined ? null : middle / 1_000)
    }),
    { numRuns: 50 },
  )
  for (const name of ['', 'wait', 'waits.', 'waits.x', 'toString.1']) expect(entriesBehind(name)).toBeNull()
})
