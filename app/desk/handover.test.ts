import { describe, expect, test } from 'vitest'
import { at, callbackOf, caseOf, clockOf, promiseOf } from '../_work-items/fixture-rows.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { dueUntil, nextShiftAt, passingOf } from './handover.ts'

const clock = (id: string, dueAt: string, state: 'running' | 'breached' | 'paused' = 'running') => ({
  id,
  clocks: [clockOf({ subject: `case/${id}`, dueAt, state })],
})
const entries = workItemsOf(
  {
    cases: [
      caseOf(clock('C1', at(-5), 'breached')),
      caseOf(clock('C2', at(60))),
      caseOf(clock('C3', at(600))),
      caseOf(clock('C4', at(60), 'paused')),
      caseOf({ id: 'C5', watched: false }),
    ],
    promises: [promiseOf({ id: 'P1', case: 'C2', dueAt: at(90) })],
    callbacks: [callbackOf({ id: 'B1', dueAt: at(30) })],
  },
  new Map(),
)

describe('at sign-out', () => {
  test('what is breached, unwatched or falls due before my next shift is still owed', () => {
    const owed = dueUntil(entries, Date.parse(at(300))).map(({ key }) => key)
    expect(owed.sort()).toEqual(['callback/B1', 'case/C1', 'case/C2', 'case/C5', 'promise/P1'])
  })

  test('each case is passed on once, with its promises; a callback by itself', () => {
    expect(passingOf(dueUntil(entries, Date.parse(at(300))))).toEqual([
      ...['C1', 'C2', 'C5'].map((subject) => ({ type: 'case.assigned', subject })),
      { type: 'callback.assigned', subject: 'B1' },
    ])
  })

  test('my next shift is the one that was told, else at the same hour of the next day', () => {
    const shift = { from: at(0), to: at(480) }
    expect(nextShiftAt(shift, Date.parse(at(-10)))).toBe(Date.parse(at(0)))
    expect(nextShiftAt(shift, Date.parse(at(480)))).toBe(Date.parse(at(1_440)))
    expect(nextShiftAt(null, 0)).toBe(16 * 3_600_000)
  })
})
