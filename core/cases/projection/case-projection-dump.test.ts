import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnyEvent, compareEvents } from '../../event/event.ts'
import { compareTransitions, type RuleTransition } from '../../rules/rule-transition.ts'
import { caseProjectionForTest } from './case-projection-for-test.ts'
import { floorOutcomeOf } from './outcome-for-test.ts'
import { END, history } from './random-history-for-test.ts'
import { strictSite } from './strict-site-for-test.ts'

const RUNS = Number(process.env.HUIYIN_PROPERTY_RUNS ?? 150)
const HOUR = 3_600_000
type Projection = ReturnType<typeof caseProjectionForTest>

/** The same floor as it comes out of a snapshot. */
function restored(floor: Projection): Projection {
  const copy = caseProjectionForTest(strictSite, floor)
  for (const piece of floor.book.dump()) copy.book.load(JSON.parse(JSON.stringify(piece)))
  return copy
}

test('a floor from a snapshot is the same, says nothing again, and goes on alike', () => {
  fc.assert(
    fc.property(
      history,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 700 }),
      (events, cut, minute) => {
        const floor = caseProjectionForTest(strictSite)
        const before = events.slice(0, cut)
        for (const event of before) floor.hear(event)
        floor.advance(END - (700 - minute) * 60_000)
        floor.book.takeTransitions()
        const copy = restored(floor)
        expect(copy.book.takeTransitions()).toEqual([])
        expect(floorOutcomeOf(copy)).toEqual(floorOutcomeOf(floor))
        for (const event of events.slice(cut)) {
          floor.hear(event)
          copy.hear(event)
        }
        for (const each of [floor, copy]) each.advance(END)
        expect(floorOutcomeOf(copy)).toEqual(floorOutcomeOf(floor))
        const [emitted, saidBefore] = [copy, floor].map((each) =>
          (each.book.takeTransitions() as RuleTransition[]).sort(compareTransitions),
        )
        expect(emitted).toEqual(saidBefore)
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)

const start = Date.UTC(2026, 2, 2, 1)
let seq = 0
const happened = (
  type: string,
  subject: string,
  hours: number,
  data: Record<string, unknown> = {},
): AnyEvent => ({
  ...{ type, subject, data, source: 'crm' },
  id: `s${String(seq++).padStart(4, '0')}`,
  time: start + hours * HOUR,
})
const solved = () => [
  happened('case.opened', 'C1', 0, { kind: 'complaint', customer: 'ann', contact: 'K1', title: 'bill' }),
  happened('contact.queued', 'K1', -0.1, { queue: 'complaints', customer: 'ann' }),
  happened('promise.made', 'P1', 0.1, { case: 'C1', text: 'call', due: '2026-03-02T03:00:00Z' }),
  happened('promise.kept', 'P1', 1),
  happened('contact.ended', 'K1', 0.2),
  happened('case.resolved', 'C1', 1),
]

function folded(events: readonly AnyEvent[]): Projection {
  const floor = caseProjectionForTest(strictSite)
  for (const event of [...events].sort(compareEvents)) {
    floor.advance(event.time)
    floor.hear(event)
  }
  return floor
}

test('a call about a case that nobody has heard of yet is linked to it also when it is heard of after a restart', () => {
  const floor = caseProjectionForTest(strictSite)
  floor.hear(happened('case.opened', 'C1', 0, { kind: 'complaint', customer: 'ann' }))
  floor.hear(happened('contact.queued', 'K1', 1, { queue: 'complaints', customer: 'ann', case: 'C2' }))
  floor.advance(start + HOUR)
  expect(floor.book.caseOf('K1')).toBe('C1')
  const copy = restored(floor)
  for (const each of [floor, copy]) {
    each.hear(happened('case.opened', 'C2', 0.5, { kind: 'request' }))
    expect(each.book.caseOf('K1')).toBe('C2')
  }
})

test('what is over leaves the screens two days after it was last heard of, a broken promise never', () => {
  const floor = folded(solved())
  floor.advance(start + 50 * HOUR)
  floor.hear(happened('case.opened', 'C9', 50, { kind: 'inquiry' }))
  expect([...floor.book.ids('case')]).toEqual(['C9'])
  expect([...floor.book.ids('promise')]).toEqual([])
  const broken = folded(solved().filter(({ type }) => type !== 'promise.kept'))
  broken.advance(start + 500 * HOUR)
  broken.hear(happened('case.opened', 'C9', 500, { kind: 'inquiry' }))
  expect(broken.book.row('case', 'C1')).toMatchObject({ owing: true, urgency: 'breached' })
})

test('a case that is reopened after weeks comes back with all that was heard of it, and nothing is said again', () => {
  const floor = folded([...solved(), happened('case.opened', 'C9', 400, { kind: 'inquiry' })])
  floor.book.takeTransitions()
  const copy = restored(floor)
  for (const each of [floor, copy]) {
    expect(each.book.row('case', 'C1')).toBeNull()
    const reopened = { ...happened('case.reopened', 'C1', 500), id: 'reopened' }
    each.advance(reopened.time)
    each.book.takeTransitions()
    each.hear(reopened)
    expect(each.book.row('case', 'C1')).toMatchObject({ title: 'bill', contacts: 1, state: 'open' })
    expect(each.book.row('promise', 'P1')).toMatchObject({ state: 'kept' })
    expect(each.book.caseOf('K1')).toBe('C1')
    const transitions = each.book.takeTransitions()
    expect(transitions.map(({ at, rule, to, run }) => ({ at, rule, to, run }))).toEqual([
      { at: reopened.time, rule: 'unanswered', to: 'running', run: 2 },
    ])
  }
})

test('the customer of an archived case has no open case: their next call is linked to none', () => {
  const floor = folded([...solved(), happened('case.opened', 'C9', 400, { kind: 'inquiry' })])
  floor.hear(happened('contact.queued', 'K7', 401, { queue: 'billing', customer: 'ann' }))
  expect(floor.book.caseOf('K7')).toBeNull()
})

test('what was taken back before it was heard of has never been said, also after an hour and a restart', () => {
  const floor = caseProjectionForTest(strictSite)
  const made = happened('promise.made', 'P9', 0, { text: 'call', due: '2026-03-02T03:00:00Z' })
  const opened = happened('case.opened', 'C8', 0, { kind: 'complaint', customer: 'ann' })
  for (const [about, { id }] of [
    ['promise/P9', made],
    ['case/C8', opened],
  ] as const)
    floor.hear(happened('system.event_withdrawn', about, 0.1, { event: id }))
  for (let minute = 10; minute < 90; minute += 5)
    floor.hear(happened('case.noted', 'C7', minute / 60, { text: 'on and on' }))
  const copy = restored(floor)
  for (const each of [floor, copy]) {
    for (const event of [made, opened]) each.hear(event, start + 2 * HOUR)
    expect(each.book.row('promise', 'P9')).toBeNull()
    expect(each.book.row('case', 'C8')).toBeNull()
  }
  floor.hear(happened('case.noted', 'C7', 60, { text: 'days later' }))
  floor.hear(happened('case.noted', 'C7', 61, { text: 'days later' }))
  expect(restored(floor).book.eventsOf('case', 'C8')).toEqual([])
  expect([...floor.book.dump()].map((piece) => JSON.stringify(piece)).join()).not.toContain('P9')
})

test('what is taken back of an archived case has never been said of it', () => {
  const events = solved()
  const floor = folded([...events, happened('case.opened', 'C9', 400, { kind: 'inquiry' })])
  const resolved = events.at(-1)!
  floor.hear(happened('system.event_withdrawn', 'case/C1', 401, { event: resolved.id }))
  expect(floor.book.row('case', 'C1')).toMatchObject({ title: 'bill', state: 'open' })
})
