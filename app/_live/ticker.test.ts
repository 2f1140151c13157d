import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTicker } from './ticker.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('every figure is written together, just after the full second of the server', () => {
  let now = 10_400
  const ticker = createTicker({ serverNow: () => now, speed: () => 1 })
  const first: number[] = []
  const second: number[] = []
  ticker.add((at) => first.push(at!))
  ticker.add((at) => second.push(at!))
  now = 11_004
  vi.advanceTimersByTime(604)
  expect(first).toEqual([10_400, 11_004])
  expect(second).toEqual([10_400, 11_004])
})

test('with no figure left no timer runs', () => {
  const ticker = createTicker({ serverNow: () => 0, speed: () => 1 })
  const stop = ticker.add(() => {})
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
