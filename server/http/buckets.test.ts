import { expect, test } from 'vitest'
import { createBucket, createBuckets } from './buckets.ts'

const rate = { perSec: 2, burst: 3 }

test('a burst passes at once, then no more than the rate, each key by itself', () => {
  let now = 0
  const buckets = createBuckets(10, () => now)
  const take = (key: string) => buckets.take(key, rate)
  expect([1, 2, 3, 4].map(() => take('a'))).toEqual([0, 0, 0, 1])
  expect(take('b')).toBe(0)
  now = 400
  expect(take('a')).toBe(1)
  now = 500
  expect([take('a'), take('a')]).toEqual([0, 1])
  now = 1_000_000
  expect([1, 2, 3, 4].map(() => take('a'))).toEqual([0, 0, 0, 1])
})

test('of too many keys the one longest not heard of is forgotten, and the others are as empty as before', () => {
  const buckets = createBuckets(100, () => 0)
  const take = (key: string) => buckets.take(key, { perSec: 1, burst: 1 })
  expect(take('guesser')).toBe(0)
  for (let other = 0; other < 1_000; other++) {
    take(`other-${other}`)
    expect(take('guesser')).toBeGreaterThan(0)
  }
  expect(buckets.size).toBe(100)
})

test('a bucket of its own goes by the same rate, and takes several at once or none', () => {
  let now = 0
  const bucket = createBucket(rate, () => now)
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([0, 0, 0, 1])
  now = 1_000
  expect([bucket.take(3), bucket.take(2), bucket.take()]).toEqual([1, 0, 1])
})
