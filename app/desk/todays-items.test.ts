import { expect, test } from 'vitest'
import { at, callbackOf, caseOf, clockOf, promiseOf } from '../_work-items/rows-for-test.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { todaysOf } from './todays-items.ts'

test('who is signed out reads of their callbacks and promises of the next day by their time, and how much is over', () => {
  const entries = workItemsOf(
    {
      cases: [caseOf({ id: 'C1', clocks: [clockOf({ state: 'breached', dueAt: at(-5) })] })],
      promises: [
        promiseOf({ id: 'late', dueAt: at(-60), state: 'broken' }),
        promiseOf({ id: 'far', dueAt: at(1_500) }),
      ],
      callbacks: [callbackOf({ id: 'soon', dueAt: at(20) }), callbackOf({ id: 'none', dueAt: null })],
    },
    new Map(),
  )
  const { today, overdue } = todaysOf(entries, Date.parse(at(0)))
  expect(today.map(({ id }) => id)).toEqual(['late', 'soon'])
  expect(overdue).toBe(1)
})
