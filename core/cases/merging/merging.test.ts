import { expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { floorEvent } from '../../floor/floor-event-for-test.ts'
import { type EmittedTransition, transitionKey } from '../../rules/transition-key.ts'
import { caseProjectionForTest } from '../projection/case-projection-for-test.ts'
import { strictSite } from '../projection/strict-site-for-test.ts'
import { mergesInForce } from './merges.ts'

const START = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000

type Happened = readonly [minute: number, type: string, subject: string, data?: Record<string, unknown>]

function floorOf(history: readonly Happened[], until = 30) {
  const floor = caseProjectionForTest(strictSite)
  history.forEach(([minute, type, subject, data = {}], index) => {
    const event: AnyEvent = {
      id: `e${index}`,
      source: 'crm',
      type,
      subject,
      data,
      time: START + minute * MINUTE,
    }
    floor.hear(event)
  })
  floor.advance(START + until * MINUTE)
  const { book } = floor
  return {
    book,
    case: (id: string) => book.row('case', id),
    /** What runs of a case by rule, with the minute at which it is due. */
    clocks: (id: string) =>
      book.clocksOf('case', id).map(({ rule, state, startedAt, dueAt }) => {
        const minuteOf = (at: string | null) => (at === null ? null : (Date.parse(at) - START) / MINUTE)
        return [rule, state, minuteOf(startedAt), minuteOf(dueAt)]
      }),
    said: () =>
      book.takeTransitions().map(({ at, subject, rule, to }) => [(at - START) / MINUTE, subject, rule, to]),
  }
}

const opened = (minute: number, id: string, more: Record<string, unknown> = {}): Happened => [
  ...([minute, 'case.opened', id] as const),
  { kind: 'complaint', customer: 'ann', queue: 'complaints', ...more },
]

test('what belongs to a case that goes into another belongs to that one, and is counted once', () => {
  const floor = floorOf([
    opened(0, 'A', { title: 'Noise', agent: 'yuan' }),
    [
      1,
      'promise.made',
      'P1',
      { case: 'A', text: 'a technician', due: new Date(START + 600 * MINUTE).toISOString() },
    ],
    [1, 'callback.requested', 'B1', { case: 'A', queue: 'billing' }],
    opened(2, 'B', { kind: 'inquiry' }),
    [5, 'case.merged', 'A', { into: 'B' }],
    [6, 'contact.queued', 'K1', { queue: 'complaints', customer: 'ann' }],
    [7, 'case.replied', 'A', { kind: 'progress' }],
  ])
  expect(floor.case('A')).toMatchObject({ state: 'resolved', mergedInto: 'B', clocks: [], watched: true })
  expect(floor.case('B')).toMatchObject({
    state: 'open',
    owner: 'yuan',
    kind: 'complaint',
    contacts: 3,
    replies: 1,
    mergedInto: null,
  })
  expect(floor.book.row('promise', 'P1')?.case).toBe('B')
  expect(floor.book.row('callback', 'B1')?.case).toBe('B')
  expect(floor.book.caseOf('K1')).toBe('B')
  expect(floor.book.siteMetrics().cases.open).toBe(1)
  expect(floor.book.openWork('yuan')).toBe(1)
  expect(floor.book.timeline('B').map(({ type }) => type)).toContain('case.merged')
})

test('nothing that is owed is lost: the clock goes on in the other case with the start that it had', () => {
  const before = floorOf([opened(0, 'A'), opened(10, 'B')]).clocks('A')[0]
  const floor = floorOf([opened(0, 'A'), opened(10, 'B'), [12, 'case.merged', 'A', { into: 'B' }]])
  expect(floor.clocks('A').every(([, state]) => state === 'released')).toBe(true)
  expect(floor.clocks('B')[0]).toEqual(before)
  expect(floor.case('B')?.clocks.map(({ subject }) => subject)).not.toContain('case/A')
  expect(floor.case('B')?.reason).toMatchObject({ key: 'came_again', values: { times: 2 } })
  const answered = floorOf([
    ...[opened(0, 'A'), opened(10, 'B')],
    [11, 'case.replied', 'B', { kind: 'answer' }],
    [12, 'case.merged', 'A', { into: 'B' }],
  ])
  expect(answered.clocks('B')[0]).toEqual(before)
  expect(answered.case('B')?.customerWaitingSince).toBe(new Date(START).toISOString())
})

test('taken apart again, both are as if they had never been one', () => {
  const history: Happened[] = [
    opened(0, 'A'),
    opened(2, 'B'),
    [3, 'promise.made', 'P1', { case: 'A', text: 'x', due: new Date(START + 600 * MINUTE).toISOString() }],
  ]
  const never = floorOf(history)
  const apart = floorOf([
    ...history,
    [5, 'case.merged', 'A', { into: 'B' }],
    [9, 'case.unmerged', 'A', { into: 'B' }],
  ])
  for (const id of ['A', 'B']) {
    expect(apart.case(id)).toEqual(never.case(id))
    expect(apart.clocks(id)).toEqual(never.clocks(id))
  }
  expect(apart.book.row('promise', 'P1')).toEqual(never.book.row('promise', 'P1'))
})

test('a case that goes into itself, into none, or in a circle stays what it is', () => {
  const history = [opened(0, 'A'), opened(2, 'B'), opened(3, 'C')]
  const never = floorOf(history)
  const floor = floorOf([
    ...history,
    [4, 'case.merged', 'A', { into: 'A' }],
    [4, 'case.merged', 'C', { into: 'nowhere' }],
    [5, 'case.merged', 'A', { into: 'B' }],
    [6, 'case.merged', 'B', { into: 'A' }],
  ])
  expect(floor.case('C')).toEqual(never.case('C'))
  expect(floor.case('A')?.mergedInto).toBe('B')
  expect(floor.case('B')?.mergedInto).toBeNull()
})

test('a chain of cases goes on in the last one, whichever was merged first', () => {
  const history = [opened(0, 'A'), opened(2, 'B'), opened(3, 'C')]
  const merges: Happened[] = [
    [5, 'case.merged', 'A', { into: 'B' }],
    [6, 'case.merged', 'B', { into: 'C' }],
  ]
  for (const order of [merges, [...merges].reverse()]) {
    const floor = floorOf([...history, ...order])
    expect(floor.case('C')?.contacts).toBe(3)
    expect(floor.book.siteMetrics().cases.open).toBe(1)
  }
})

test('a description replaces what it names, and takes a deadline away where it says so', () => {
  const deadline = new Date(START + 90 * MINUTE).toISOString()
  const floor = floorOf([
    opened(0, 'A', { title: 'x', deadline, cause: 'noise' }),
    [1, 'case.described', 'A', { title: 'Lift out of order', kind: 'request', queue: 'billing' }],
    [2, 'case.described', 'A', { deadline: null }],
  ])
  expect(floor.case('A')).toMatchObject({
    ...{ title: 'Lift out of order', kind: 'request', queue: 'billing', cause: 'noise' },
    deadlineAt: null,
  })
})

test('who is described as the customer is known by their next call', () => {
  const floor = floorOf([
    opened(0, 'A', { customer: undefined }),
    [1, 'case.described', 'A', { customer: 'bob', name: 'Bob' }],
    [2, 'contact.queued', 'K1', { queue: 'billing', customer: 'bob' }],
  ])
  expect(floor.book.caseOf('K1')).toBe('A')
  expect(floor.case('A')).toMatchObject({ customer: 'bob', name: 'Bob', contacts: 2 })
})

test('a case that is found to be another customer’s keeps nothing of who was taken for it, and is known by the next call', () => {
  const floor = floorOf([
    opened(0, 'A', { customer: 'ann', name: 'Ann', phone: '13800138000' }),
    [1, 'case.described', 'A', { name: 'Anna' }],
    [2, 'case.described', 'A', { customer: 'bob' }],
    [3, 'contact.queued', 'K1', { queue: 'billing', customer: 'bob' }],
    [4, 'contact.queued', 'K2', { queue: 'billing', customer: 'ann' }],
  ])
  expect(floor.case('A')).toMatchObject({ customer: 'bob', name: null, phone: null, contacts: 2 })
  expect([floor.book.caseOf('K1'), floor.book.caseOf('K2')]).toEqual(['A', null])
})

test('what was taken back has never been said, also an opening', () => {
  const history = [opened(0, 'A'), opened(1, 'B')]
  const floor = floorOf([
    ...history,
    [2, 'case.replied', 'A', { kind: 'answer' }],
    [3, 'system.event_withdrawn', 'case/A', { event: 'e2' }],
    [3, 'system.event_withdrawn', 'case/B', { event: 'e1' }],
  ])
  expect(floor.case('A')).toEqual(floorOf(history).case('A'))
  expect(floor.case('B')).toBeNull()
  expect(floor.book.timeline('A').map(({ type }) => type)).toEqual(['case.opened'])
})

test('what lies in the archive comes back whole when something is heard of a case that went into another', () => {
  const days = (count: number) => count * 24 * 60
  const floor = floorOf(
    [
      opened(0, 'A', { queue: 'billing' }),
      opened(1, 'B', { queue: 'billing' }),
      [2, 'case.merged', 'A', { into: 'B' }],
      [3, 'case.resolved', 'B'],
      [days(6), 'allowance.reported', 'L1', { customer: 'cy', name: 'data', used: 1, limit: 2 }],
      [days(6) + 30, 'allowance.reported', 'L1', { customer: 'cy', name: 'data', used: 1, limit: 2 }],
      [days(7), 'case.reopened', 'A'],
    ],
    days(7) + 1,
  )
  expect(floor.case('A')?.mergedInto).toBe('B')
  expect(floor.case('B')).toMatchObject({ state: 'open', contacts: 2 })
})

test('what was said of cases that were one is taken back where it does not follow once they are apart', () => {
  const history = [opened(0, 'A'), opened(2, 'B'), [3, 'case.replied', 'B', { kind: 'answer' }] as const]
  const later: Happened[] = [
    [5, 'case.merged', 'A', { into: 'B' }],
    [110, 'case.unmerged', 'A'],
  ]
  const floor = caseProjectionForTest(strictSite)
  const emitted: EmittedTransition[] = []
  const all = [...history, ...later].map(([minute, type, subject, data = {}], index): AnyEvent => {
    return { id: `e${index}`, source: 'crm', type, subject, data, time: START + minute * MINUTE }
  })
  for (const event of all) {
    floor.advance(event.time)
    floor.hear(event)
    emitted.push(...floor.book.takeTransitions())
  }
  floor.advance(START + 200 * MINUTE)
  emitted.push(...floor.book.takeTransitions())
  const never = caseProjectionForTest(strictSite)
  for (const event of all.slice(0, history.length)) never.hear(event)
  never.advance(START + 200 * MINUTE)
  expect(netTransitions(emitted)).toEqual(netTransitions(never.book.takeTransitions()))
})

/** What was said and not taken back. */
function netTransitions(transitions: readonly EmittedTransition[]): string[] {
  const left: string[] = []
  for (const transition of transitions) {
    const key = transitionKey(
      transition.to === 'voided' ? { ...transition, to: transition.voids } : transition,
    )
    const place = left.indexOf(key)
    if (transition.to !== 'voided') left.push(key)
    else if (place >= 0) left.splice(place, 1)
    else throw new Error(`taken back and never said: ${key}`)
  }
  return left.sort()
}

test('sixty thousand cases that a feed merges one after the other are followed once, and a circle of three stands open', () => {
  const merge = (from: number, into: number) =>
    floorEvent({
      ...{ id: `m${from}`, source: 'crm', type: 'case.merged', subject: `C${from}` },
      ...{ time: START + from, data: { into: `C${into}` } },
    })
  const cases = Array.from({ length: 60_000 }, (_, place) => ({
    ...{ id: `C${place}`, known: true },
    own: place === 0 ? [] : [merge(place, place - 1)],
  }))
  const inForce = mergesInForce(cases)
  expect(new Set(cases.map(({ id }) => inForce.rootOf(id)))).toEqual(new Set(['C0']))
  const circle = [1, 2, 0].map((into, from) => ({ id: `C${from}`, known: true, own: [merge(from, into)] }))
  const open = mergesInForce(circle)
  expect(circle.map(({ id }) => open.rootOf(id))).toEqual(['C2', 'C2', 'C2'])
  expect(open.of('C2')).toBeNull()
})

test('whose a contact between a merge and the opening of the case it went into is does not hang on the order', () => {
  const history: Happened[] = [
    [10, 'case.opened', 'C1', { kind: 'complaint', customer: 'ann' }],
    [20, 'case.merged', 'C1', { into: 'C3' }],
    [21, 'contact.queued', 'K1', { queue: 'complaints', customer: 'ann' }],
    [30, 'case.opened', 'C3', { kind: 'complaint' }],
  ]
  const caseOf = (order: readonly number[]) => {
    const floor = caseProjectionForTest(strictSite)
    for (const place of order) {
      const [minute, type, subject, data = {}] = history[place]!
      const time = START + minute * MINUTE
      floor.hear({ id: `e${place}`, source: 'crm', type, subject, data, time })
    }
    floor.advance(START + 40 * MINUTE)
    return floor.book.caseOf('K1')
  }
  expect(caseOf([3, 0, 2, 1])).toEqual(caseOf([0, 1, 2, 3]))
})
