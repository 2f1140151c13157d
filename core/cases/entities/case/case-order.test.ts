import { expect, test } from 'vitest'
import { compareCases, type OrderingFacts, orderingRank } from './case-order.ts'

const AT = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000
const calm: OrderingFacts = {
  state: 'open',
  owing: false,
  watched: true,
  onLine: false,
  cameAgain: 0,
  since: AT,
  priority: 'normal',
  breached: null,
  nearest: { rule: 'unanswered', dueAt: AT + 90 * MINUTE },
}
const clock = (minutes: number, critical = false) => ({ rule: 'r', dueAt: AT + minutes * MINUTE, critical })

/** Each stands before all that follow (metrics.md, "Next, in one order"). */
const order: [string, OrderingFacts][] = [
  ['breached and critical, longest overdue', { ...calm, breached: clock(1, true) }],
  ['breached and critical', { ...calm, breached: clock(2, true) }],
  ['came again', { ...calm, cameAgain: 1, nearest: clock(50) }],
  ['on the line', { ...calm, onLine: true }],
  ['breached', { ...calm, breached: clock(1) }],
  ['unwatched', { ...calm, watched: false, nearest: null }],
  ['due first', { ...calm, nearest: clock(10) }],
  ['resolved, but a promise is open', { ...calm, state: 'resolved', owing: true, nearest: clock(11) }],
  ['of one due, vip first', { ...calm, priority: 'vip', nearest: clock(20) }],
  ['of one due, high next', { ...calm, priority: 'high', nearest: clock(20) }],
  ['of one due and priority, who waits longest', { ...calm, since: AT - 2 * 86_400_000, nearest: clock(20) }],
  ['of one due and priority', { ...calm, nearest: clock(20) }],
  ['nothing due: we wait for the customer', { ...calm, state: 'waiting', nearest: null }],
  ['resolved', { ...calm, state: 'resolved', nearest: null }],
]

test('cases stand in the one order of metrics.md', () => {
  const ranks = order.map(([name, status]) => ({ name, rank: orderingRank(status).rank }))
  expect([...ranks].sort((a, b) => a.rank - b.rank)).toEqual(ranks)
  expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(order.length)
  for (const { rank } of ranks) expect(Number.isSafeInteger(rank)).toBe(true)
})

test('the reason names what decided, with instants, not with running seconds', () => {
  expect(orderingRank({ ...calm, cameAgain: 1 }).reason).toEqual({
    key: 'came_again',
    values: { times: 2, since: '2026-03-02T01:00:00.000Z' },
  })
  expect(orderingRank(calm).reason).toEqual({
    key: 'due',
    values: { rule: 'unanswered', dueAt: '2026-03-02T02:30:00.000Z' },
  })
})

test('cases of one rank stand by who waits longest, to the millisecond, then by id', () => {
  const row = (id: string, customerWaitingSince: string | null) => ({ id, rank: 1, customerWaitingSince })
  const rows = [
    row('b', '2026-03-02T01:00:00.000Z'),
    row('a', '2026-03-02T01:00:00.001Z'),
    row('c', '2026-03-02T01:00:00.001Z'),
    row('a', null),
  ]
  expect([...rows].reverse().sort(compareCases)).toEqual(rows)
})
