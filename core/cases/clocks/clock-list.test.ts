import { expect, test } from 'vitest'
import type { ClockState } from '../../rules/judge.ts'
import { handoffDue } from '../entities/handoff/handoff-due.ts'
import { dueOf, nearest } from './clock-list.ts'

const clock = (rule: string, dueAt: number | null, state: ClockState['state'] = 'running'): ClockState => ({
  ...{ rule, subject: 'case/C1', run: 1, state, startedAt: 0, dueAt },
})

test('of several clocks that counts which is due first; one without a due counts never', () => {
  expect(nearest([clock('a', null), clock('b', 30), clock('c', 20)])?.rule).toBe('c')
  expect(nearest([clock('a', null)])).toBeNull()
})

test('what was agreed goes before what any clock says, and without either nothing is due', () => {
  expect([dueOf(50, [clock('a', 20)]), dueOf(null, [clock('a', 20)]), dueOf(null, [])]).toEqual([
    50,
    20,
    null,
  ])
})

test('a department’s answer is due by the clock that only the answer ends, else by the nearest', () => {
  const rules = {
    stops: (rule: string, type: string) => type === 'handoff.returned' || rule === 'accept',
  }
  expect(handoffDue(null, [clock('accept', 20), clock('return', 90)], rules)).toBe(90)
  expect(handoffDue(null, [clock('accept', 20)], rules)).toBe(20)
  expect(handoffDue(70, [clock('return', 90)], rules)).toBe(70)
})
