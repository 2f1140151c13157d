import { expect, test } from 'vitest'
import { swapTimes } from './swap-times.ts'

test('standing in begins now or later and ends ahead, within a month', () => {
  expect(swapTimes(1_000, 2, 500)).toEqual({ from: 1_000, to: 7_201_000 })
  expect(swapTimes(0, 1, 3_600_000)).toBeNull()
  expect(swapTimes(0, 0, 0)).toBeNull()
  expect(swapTimes(0, -1, 0)).toBeNull()
  expect(swapTimes(0, 24 * 32, 0)).toBeNull()
  expect(swapTimes(Number.NaN, 1, 0)).toBeNull()
})
