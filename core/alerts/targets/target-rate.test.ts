import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, ratesOf, type TargetBucket } from './target-rate.ts'

/** The instants at which a bucket that is asked without end gives its tokens. */
function given({ capacity, everyMs }: TargetBucket, forMs: number): number[] {
  const held = Array.from({ length: capacity }, () => 0)
  const later = Array.from({ length: Math.floor(forMs / everyMs) }, (_, index) => (index + 1) * everyMs)
  return [...held, ...later]
}

test('in no span of its length a bucket gives more than the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 200, max: 120_000 }), (most, perMs) => {
      const at = given(bucketOf({ most, perMs }), perMs * 3)
      for (const from of at)
        expect(at.filter((one) => one >= from && one < from + perMs).length).toBeLessThanOrEqual(most)
    }),
  )
})

test('DingTalk: five at once, then one every four seconds', () => {
  expect(ratesOf({ kind: 'dingtalk' }).map(bucketOf)).toEqual([{ capacity: 5, everyMs: 4_000 }])
})

test("a target's own rate stands in place of its kind's", () => {
  expect(ratesOf({ kind: 'dingtalk', rate: [{ most: 3, per: '10s' }] })).toEqual([{ most: 3, perMs: 10_000 }])
})
