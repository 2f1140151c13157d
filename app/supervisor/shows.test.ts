import { expect, test } from 'vitest'
import { at, callbackOf, caseOf, promiseOf, recoveryOf } from '../_work-items/rows-for-test.ts'
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
    recoveries: [recoveryOf({ id: 'X1' })],
    agents: [
      { id: 'yuan', state: 'away' },
      { id: 'gone', state: 'offline' },
    ],
  },
  new Map(),
)
const behind = (show: Show) =>
  entries
    .filter((item) => counts[show](item, day))
    .map(({ id }) => id)
    .sort()

test.each([
  ['unwatched', ['C2']],
  ['escalations', ['C1', 'C3']],
  ['orphans', ['C2', 'P3']],
  ['recovery', ['B1', 'X1']],
  ['promises', ['P1', 'P2', 'P3', 'P5']],
  ['high', ['C2']],
] as const)('the figure %s counts exactly the entries that it opens', (show, ids) => {
  expect(behind(show)).toEqual(ids)
})
