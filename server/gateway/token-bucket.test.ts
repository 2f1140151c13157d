import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

test('a burst passes at once, then no more than the rate', () => {
  let now = 0
  const bucket = createTokenBucket(2, 3, () => now)
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
  now = 400
  expect(bucket.take()).toBe(false)
  now = 500
  expect([bucket.take(), bucket.take()]).toEqual([true, false])
  now = 1_000_000
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false])
})
