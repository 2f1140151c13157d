import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gatherWakes } from './gather-wakes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first wake goes at once, those that follow soon go as one, and none is lost at the end', async () => {
  const sent: string[][] = []
  const wakes = gatherWakes(
    async (lanes) => void sent.push(lanes),
    50,
    () => undefined,
  )
  wakes.add(['mail/post'])
  expect(sent).toEqual([['mail/post']])
  for (let index = 0; index < 100; index++) wakes.add(['mail/post', 'app'])
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(50)
  expect(sent).toEqual([['mail/post'], ['mail/post', 'app']])
  vi.advanceTimersByTime(500)
  wakes.add(['app'])
  expect(sent).toHaveLength(3)
  wakes.add(['push'])
  await wakes.close()
  expect(sent.at(-1)).toEqual(['push'])
})
