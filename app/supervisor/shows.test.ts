import { expect, test } from 'vitest'
import { approvalOf, at, callbackOf, caseOf, promiseOf, recoveryOf } from '../_work-items/rows-for-test.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { counts, type DaySpan, type Show } from './shows.ts'

const day: DaySpan = { from: Date.parse(at(0)), to: Date.parse(at(600)) }
const entries = workItemsOf(
  {
    cases: [
      caseOf({ id: 'C1', owner: 'yuan', supervisorAskedAt: at(-900) }),
      caseOf({ id: 'C2', owner: 'gone', priority: 'vip', watched: false }),
      caseOf({
        id: 'C3',
        owner: 'gone',
        priority: 'high',
        state: 'resolved',
        supervisorAskedAt: at(5),
        supervisorSeenAt: at(9),
      }),
      caseOf({ id: 'C4', owner: 'yuan', supervisorAskedAt: at(-900), supervisorSeenAt: at(-800) }),
    ],
    promises: [
      promiseOf({ id: 'P1', state: 'kept' }),
      promiseOf({ id: 'P2', state: 'broken' }),
      promiseOf({ id: 'P3', agent: 'gone' }),
      promiseOf({ id: 'P4', dueAt: at(700) }),
      promiseOf({ id: 'P5', dueAt: at(-900), state: 'broken' }),
      promiseOf({ id: 'P6', dueAt: at(-900), state: 'late' }),
    ],
    callbacks: [callbackOf({ id: 'B1' })],
    approvals: [
      approvalOf({ id: 'A1', from: 'ma-zong' }),
      approvalOf({ id: 'A2', from: 'qian' }),
      approvalOf({ id: 'A3', from: 'lin' }),
      approvalOf({ id: 'A4', from: 'gone' }),
      approvalOf({ id: 'A5', from: 'qian', state: 'granted' }),
    ],
    recoveries: [recoveryOf({ id: 'X1' })],
    agents: [
      { id: 'yuan', state: 'away' },
      { id: 'gone', state: 'offline' },
      { id: '2001', state: 'available' },
      { id: '2002', state: 'offline' },
    ],
  },
  new Map(),
  // Who is asked for an approval is a person: one without an agent's number, one who is out, and one who is there.
  [
    { id: 'ma-zong', name: 'Ma', role: 'supervisor', agent: null, team: null },
    { id: 'qian', name: 'Qian', role: 'lead', agent: '2002', team: null },
    { id: 'lin', name: 'Lin', role: 'lead', agent: '2001', team: null },
  ],
)
const behind = (show: Show) =>
  entries
    .filter((item) => counts[show](item, day))
    .map(({ id }) => id)
    .sort()

test.each([
  ['unwatched', ['C2']],
  ['escalations', ['C1', 'C3']],
  ['orphans', ['A2', 'A4', 'C2', 'P3']],
  ['approvals', ['A1', 'A2', 'A3', 'A4']],
  ['recovery', ['B1', 'X1']],
  ['promises', ['P1', 'P2', 'P3', 'P5']],
  ['high', ['C2']],
] as const)('the figure %s counts exactly the entries that it opens', (show, ids) => {
  expect(behind(show)).toEqual(ids)
})
