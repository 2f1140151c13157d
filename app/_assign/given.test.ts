import { expect, test } from 'vitest'
import type { WorkItemType } from '../_work-items/work-item.ts'
import { givenOf, givenOfAll, isGivenTogether } from './given.ts'

const item = (type: WorkItemType, id: string, caseId: string | null = null) => ({
  ...{ type, id, caseId, queue: 'care' },
})

test('several missed callers are given by a callback each, beside cases and callbacks', () => {
  const all = [
    item('recovery', 'w1'),
    item('callback', 'B1'),
    item('promise', 'P1', 'C1'),
    item('case', 'C1', 'C1'),
  ]
  expect(givenOfAll(all)).toEqual([
    { type: 'case.assigned', subject: 'C1' },
    { type: 'callback.requested', subject: 'w1', queue: 'care' },
    { type: 'callback.assigned', subject: 'B1' },
  ])
})

test('no case is given away by an approval, a hand-off or a caller among several that were chosen', () => {
  for (const type of ['approval', 'handoff', 'contact'] as const)
    expect([type, isGivenTogether(item(type, 'X', 'C1'))]).toEqual([type, false])
  // At sign-out nobody would look after a hand-off whose case stayed.
  expect(givenOf(item('handoff', 'H1', 'C1'))).toEqual({ type: 'case.assigned', subject: 'C1' })
  expect(givenOf(item('approval', 'A1', 'C1'))).toBeNull()
})
