import { expect, test } from 'vitest'
import { type HandoverRows, shiftHandover } from './shift-handover.ts'

const AT = Date.parse('2026-11-29T16:00:00Z')
const minute = (minutes: number) => new Date(AT + minutes * 60_000).toISOString()
const reason = { key: 'due', values: {} }

/** Of each row what the page is made of. */
const rows = {
  case: [
    { id: 'C1', kind: 'complaint', owner: 'a1', nextDueAt: minute(30), state: 'open', reason },
    { id: 'C2', kind: 'request', owner: 'a2', nextDueAt: minute(-10), state: 'waiting', reason },
    { id: 'C3', kind: 'request', owner: 'a2', nextDueAt: null, state: 'resolved', reason },
  ],
  callback: [{ id: 'B1', case: null, agent: null, dueAt: null }],
  promise: [
    { id: 'P1', case: 'C3', owner: 'a3', dueAt: minute(-60), state: 'broken' },
    { id: 'P2', case: 'C1', owner: 'a1', dueAt: minute(10), state: 'kept' },
  ],
  handoff: [{ id: 'H1', case: 'C2', department: 'stock', dueAt: minute(5), returnedAt: null }],
  alert: [
    { id: 'A1', rule: 'r', state: 'open', subject: 'case/C2' },
    { id: 'A2', rule: 'r', state: 'resolved', subject: 'case/C3' },
  ],
  notice: [{ id: 'N1', text: 'The lift is broken', until: null }],
  agent: [
    { id: 'a1', state: 'talking' },
    { id: 'a2', state: 'offline' },
  ],
} as unknown as HandoverRows

test('what is owed stands by urgency, whose owner is not there is named, and what breached says whether it is still open', () => {
  const breaches = [
    { rule: 'reply', subject: 'case/C2', at: AT - 600_000 },
    { rule: 'reply', subject: 'case/C3', at: AT - 900_000 },
    { rule: 'reply', subject: 'case/C1', at: AT - 950_000 },
    { rule: 'kept', subject: 'promise/P1', at: AT - 960_000 },
    { rule: 'called', subject: 'callback/B1', at: AT - 970_000 },
  ]
  const made = shiftHandover(rows, breaches, { from: AT - 8 * 3_600_000, at: AT, scope: 'all' })
  expect(made.owed.map(({ is, id, isLate }) => [is, id, isLate])).toEqual([
    ['promise', 'P1', true],
    ['case', 'C2', true],
    ['handoff', 'H1', false],
    ['case', 'C1', false],
    ['callback', 'B1', false],
  ])
  expect(made.owed[2]).toMatchObject({ owner: 'a2', what: 'stock' })
  expect(made.absent).toEqual([
    { agent: 'a2', count: 2 },
    { agent: 'a3', count: 1 },
  ])
  expect(made.alerts.map(({ id }) => id)).toEqual(['A1'])
  expect(made.breached.map(({ subject, why }) => [subject, why])).toEqual([
    ['case/C2', { is: 'department', id: 'stock' }],
    ['case/C3', null],
    ['case/C1', { is: 'owner', id: 'a1' }],
    ['promise/P1', { is: 'absent', id: 'a3' }],
    ['callback/B1', { is: 'nobody' }],
  ])
  expect(made).toMatchObject({ from: '2026-11-29T08:00:00.000Z', at: '2026-11-29T16:00:00.000Z' })
})
