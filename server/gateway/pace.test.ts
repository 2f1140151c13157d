import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPace, gapAfter } from './pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A pace whose every emit takes `costMs` of a clock that the timers follow. */
function paced(costMs: number) {
  const emitted: number[] = []
  let extra = 0
  const now = () => Date.now() + extra
  const begun = now()
  const pace = createPace({
    now,
    emit() {
      emitted.push(now() - begun)
      extra += costMs
      return true
    },
  })
  return { pace, emitted }
}

test('the gap is four times what the emit took, at least 10 and at most 100 ms', () => {
  expect([0, 1, 5, 20, 25, 500].map(gapAfter)).toEqual([10, 10, 20, 80, 100, 100])
})

test('the first change is emitted at once, those within the gap together at its end', () => {
  const { pace, emitted } = paced(5)
  pace.request()
  expect(emitted).toEqual([0])
  for (let count = 0; count < 50; count++) pace.request()
  expect(emitted).toHaveLength(1)
  vi.advanceTimersByTime(100)
  expect(emitted).toEqual([0, 25])
})

test('after a pause longer than the gap nothing waits', () => {
  const { pace, emitted } = paced(0)
  pace.request()
  vi.advanceTimersByTime(10)
  pace.request()
  expect(emitted).toEqual([0, 10])
})

test('a look that found nothing to say does not make the next one wait', () => {
  const emit = vi.fn(() => false)
  const pace = createPace({ emit, now: () => 0 })
  pace.request()
  pace.request()
  expect(emit).toHaveBeenCalledTimes(2)
})

test('nothing is emitted once it is stopped', () => {
  const { pace, emitted } = paced(0)
  pace.request()
  pace.request()
  pace.stop()
  vi.advanceTimersByTime(1_000)
  expect(emitted).toEqual([0])
})
