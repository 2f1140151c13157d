import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareEvents, isFloorEvent, isOfKind } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { CALLS_BEGIN, randomCalls } from '../floor/random-calls-for-test.ts'
import { siteSchema } from '../site/site-schema.ts'
import { agentsReport, spansInState } from './agents-report.ts'
import { createDayFold } from './day-of-agents.ts'
import { shownStates } from './shown-states.ts'

const MINUTE = 60_000
const wrapUpSec = 150
const site = siteSchema.parse({
  site: { id: 's', timezone: 'UTC' },
  queues: [
    { id: 'care', wrapUpSec },
    { id: 'sales', wrapUpSec },
  ],
})
const terms = () => ({ withinMs: 20_000, shortMs: 0, wrapUpMs: wrapUpSec * 1_000 })

test('of random calls every agent is at every instant in the state that the live floor shows, and who waits waits', () => {
  fc.assert(
    fc.property(randomCalls, (random) => {
      const begun = new Set<string>()
      const events = random
        .toSorted(compareEvents as never)
        .filter(({ type, subject }) => {
          if (type === 'contact.queued' || type === 'contact.dialled') begun.add(subject)
          return !type.startsWith('contact.') || begun.has(subject)
        })
        .map((event, index) => ({ ...event, time: CALLS_BEGIN + index * 70_000 }))
      const until = CALLS_BEGIN + events.length * 70_000 + 10 * MINUTE
      const floor = createFloor({ site })
      const fold = createDayFold({ from: CALLS_BEGIN, to: until }, terms)
      const seen: { at: number; states: Map<string, string>; waits: boolean }[] = []
      let next = 0
      for (let at = CALLS_BEGIN; at < until; at += MINUTE / 2) {
        for (; next < events.length && events[next]!.time <= at; next++) {
          const event = events[next]!
          floor.apply({ pos: `1-${next + 1}`, at: event.time, event })
          if (isFloorEvent(event) && (isOfKind('agent', event) || isOfKind('contact', event)))
            fold.apply(event)
        }
        floor.advance(at)
        const states = new Map([...floor.ids('agent')].map((id) => [id, floor.row('agent', id)!.state]))
        const waits = [...floor.ids('contact')].some((id) => {
          const row = floor.row('contact', id)
          return (
            row?.queue === 'care' && row.queuedAt !== null && row.answeredAt === null && row.agent === null
          )
        })
        seen.push({ at, states, waits })
      }
      const day = fold.end(until)
      const holds = (span: { from: number; to: number }, at: number) => span.from <= at && at < span.to
      for (const { at, states, waits } of seen) {
        for (const [id, state] of states) {
          const agentSpan = day.agents.get(id)?.find((each) => holds(each, at))
          expect([at, id, agentSpan?.state ?? 'offline']).toEqual([at, id, state])
        }
        if (waits) expect(day.waiting.get('care')?.some((span) => holds(span, at))).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})

const at = (minute: number) => CALLS_BEGIN + minute * MINUTE
function day(...history: [minute: number, type: string, subject: string, data?: object][]) {
  const fold = createDayFold({ from: at(0), to: at(60) }, terms)
  for (const [index, [minute, type, subject, data = {}]] of history.entries())
    fold.apply({ id: `e${index}`, source: 'pbx', type, subject, time: at(minute), data } as never)
  return fold.end(at(60))
}

test('agent-time is lost by who is away, at other work, in wrap-up or does not answer, while somebody waits in a queue of theirs', () => {
  const care = { queues: ['care'] }
  const found = day(
    [0, 'agent.signed_in', 'a1', care],
    [0, 'agent.signed_in', 'a2', care],
    [0, 'agent.signed_in', 'a3', { queues: ['sales'] }],
    [5, 'agent.away', 'a1', { reason: 'break' }],
    [5, 'agent.away', 'a3', { reason: 'break' }],
    [5, 'agent.busy', 'a2', { doing: 'internal' }],
    [10, 'contact.queued', 'K1', { queue: 'care' }],
    [14, 'agent.available', 'a2'],
    [14, 'contact.offered', 'K1', { agent: 'a2' }],
    [16, 'contact.declined', 'K1', { agent: 'a2' }],
    [20, 'contact.abandoned', 'K1'],
    [30, 'agent.available', 'a1'],
  )
  const quarters = [
    { from: at(0), to: at(15) },
    { from: at(15), to: at(60) },
  ]
  const report = agentsReport(found, { queues: ['care'] }, quarters)
  for (const [index, { states }] of report.periods.entries())
    for (const state of shownStates) {
      const behind = spansInState(found, { queues: ['care'] }, state, quarters[index]!)
      expect(behind.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(states[state])
    }
  expect(report.losses).toEqual([
    { cause: 'away.break', ms: 10 * MINUTE, agents: [{ id: 'a1', ms: 10 * MINUTE }] },
    { cause: 'otherWork', ms: 4 * MINUTE, agents: [{ id: 'a2', ms: 4 * MINUTE }] },
    { cause: 'unreachable', ms: 2 * MINUTE - 20_000, agents: [{ id: 'a2', ms: 2 * MINUTE - 20_000 }] },
  ])
  expect(report.waitedMs).toBe(10 * MINUTE)
  expect(report.periods.map(({ lostMs }) => lostMs)).toEqual([10 * MINUTE - 20_000, 6 * MINUTE])
  expect(report.periods[0]!.states).toMatchObject({ available: 10 * MINUTE, away: 10 * MINUTE })
  expect(report.agents.map(({ id }) => id)).toEqual(['a1', 'a2'])
  expect(agentsReport(found, { agents: ['a3'] }, []).losses).toEqual([])
})

test('of a day in many periods each stretch is looked at in its own periods only', () => {
  const history = Array.from({ length: 60 }, (_, minute) => {
    const type = minute % 2 === 0 ? 'agent.away' : 'agent.available'
    return [minute, type, 'a1', minute % 2 === 0 ? { reason: 'break' } : {}] as const
  })
  const found = day(
    [0, 'agent.signed_in', 'a1', { queues: ['care'] }],
    [0, 'contact.queued', 'K1', { queue: 'care' }],
    ...history.map((each): Parameters<typeof day>[number] => [...each]),
  )
  let reads = 0
  const minutes = Array.from({ length: 60 }, (_, minute) => ({
    get from() {
      reads++
      return at(minute)
    },
    to: at(minute + 1),
  }))
  const report = agentsReport(found, { queues: ['care'] }, minutes)
  expect(reads).toBeLessThan(60 * 20)
  expect(report.periods.map(({ lostMs }) => lostMs)).toEqual(
    minutes.map((_, minute) => (minute % 2 === 0 ? MINUTE : 0)),
  )
  expect(report.periods.every(({ states: { away, available } }) => away + available === MINUTE)).toBe(true)
})
