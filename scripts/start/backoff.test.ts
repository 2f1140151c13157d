import { expect, test } from 'vitest'
import { FIRST_WAIT_MS, GOOD_RUN_MS, LONGEST_WAIT_MS, nextWaitMs } from './backoff.ts'

test('a part that keeps ending is started again later and later, but never later than the longest wait', () => {
  let waitMs: number | null = null
  const waits = Array.from({ length: 8 }, () => {
    waitMs = nextWaitMs(waitMs, 10)
    return waitMs
  })
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  expect(waits.at(-1)).toBe(LONGEST_WAIT_MS)
})

test('after a good run the first wait is short again', () => {
  expect(nextWaitMs(LONGEST_WAIT_MS, GOOD_RUN_MS)).toBe(FIRST_WAIT_MS)
})
