import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPace, gapAfter } from './pace.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A pace whose every emit takes `costMs` of a clock that the timers follow. */
function paced(costMs: number) {
  const emitted: [string, number][] = []
  let extra = 0
  const now = () => Date.now() + extra
  const begun = now()
  const pace = createPace<string>({
    now,
    emit(channel) {
      emitted.push([channel, now() - begun])
      extra += costMs
      return true
    },
  })
  return {
    pace,
    emitted,
    at: (channel: string) => emitted.filter(([name]) => name === channel).map(([, at]) => at),
  }
}

test('the gap is four times what the emit took, at least 10 and at most 100 ms', () => {
  expect([0, 1, 5, 20, 25, 500].map(gapAfter)).toEqual([10, 10, 20, 80, 100, 100])
})

test('the first change is emitted at once, those within the gap together at its end', () => {
  const { pace, at } = paced(5)
  pace.request(['wall'])
  expect(at('wall')).toEqual([0])
  for (let count = 0; count < 50; count++) pace.request(['wall'])
  expect(at('wall')).toEqual([0])
  vi.advanceTimersByTime(100)
  expect(at('wall')).toEqual([0, 25])
})

test('after a pause longer than the gap nothing waits', () => {
  const { pace, at } = paced(0)
  pace.request(['wall'])
  vi.advanceTimersByTime(10)
  pace.request(['wall'])
  expect(at('wall')).toEqual([0, 10])
})

test('one channel’s gap does not hold back another that is free', () => {
  const { pace, at } = paced(0)
  pace.request(['one'])
  vi.advanceTimersByTime(5)
  pace.request(['one', 'two'])
  expect(at('two')).toEqual([5])
  vi.advanceTimersByTime(5)
  expect(at('one')).toEqual([0, 10])
})

test('a thousand channels together take no more than a fifth of the loop while they rest less than 100 ms', () => {
  const { pace, emitted } = paced(0.02)
  const names = Array.from({ length: 1_000 }, (_, index) => `desk-${index}`)
  for (let turn = 0; turn < 200; turn++) {
    pace.request(names.filter((_, index) => (index + turn) % 10 === 0))
    vi.advanceTimersByTime(5)
  }
  const last = emitted.at(-1)![1]
  expect((emitted.length * 0.02) / last).toBeLessThanOrEqual(0.22)
  expect(new Set(emitted.map(([name]) => name)).size).toBe(1_000)
})

test('a look that found nothing to say does not make the next one wait', () => {
  const emit = vi.fn(() => false)
  const pace = createPace({ emit, now: () => 0 })
  pace.request(['wall'])
  pace.request(['wall'])
  expect(emit).toHaveBeenCalledTimes(2)
})

test('nothing is emitted for a channel that is gone, nor once it is closed', () => {
  const { pace, at } = paced(0)
  pace.request(['one', 'two'])
  pace.request(['one', 'two'])
  pace.forget('one')
  vi.advanceTimersByTime(10)
  expect([at('one'), at('two')]).toEqual([[0], [0, 10]])
  pace.request(['two'])
  pace.close()
  vi.advanceTimersByTime(1_000)
  expect(at('two')).toEqual([0, 10])
})
