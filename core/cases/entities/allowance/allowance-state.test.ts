import { expect, test } from 'vitest'
import { eventsAbout } from '../../../floor/floor-event-for-test.ts'
import { allowanceField, applyToAllowance, newAllowance, shareOf } from './allowance-state.ts'

const report = (used: number, limit: number) => ({ customer: 'U', name: 'data', used, limit })

test('the last report of a package counts, and its share is unknown where there is no limit', () => {
  const state = newAllowance()
  for (const event of eventsAbout(
    ...([
      'allowance',
      'W1',
      [1, 'allowance.reported', report(9, 10)],
      [2, 'allowance.reported', report(2, 10)],
    ] as const),
  ))
    applyToAllowance(state, event)
  expect([shareOf(state), allowanceField(state, 'share'), state.reportedAt]).toEqual([0.2, 0.2, 2])
  expect(shareOf({ ...state, limit: 0 })).toBeNull()
})
