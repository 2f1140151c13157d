import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FoldListener } from '../timekeeper/folded-floor.ts'
import { watchBacklog } from './watch-backlog.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the end of a backlog is told once nothing more of it comes; a quiet floor, and one on which calls go on, have none', async () => {
  let fold: FoldListener = () => {}
  const watch = watchBacklog((listener) => {
    fold = listener
    return () => {
      fold = () => {}
    }
  })
  const ended = vi.fn()
  const heard = (contacts: number) =>
    fold(new Map(), new Map([['contact', new Set(Array.from({ length: contacts }, (_, nth) => `C${nth}`))]]))
  void watch.next().then(ended)
  for (let second = 0; second < 100; second++) {
    heard(50)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(ended).not.toHaveBeenCalled()
  // What else changes is none of it.
  fold(new Map(), new Map([['agent', new Set(['A1'])]]))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ended).toHaveBeenCalledOnce()
  void watch.next().then(ended)
  heard(100)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toHaveBeenCalledOnce()
  watch.stop()
  expect(vi.getTimerCount()).toBe(0)
})
