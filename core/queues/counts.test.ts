import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addCounts,
  answeredOf,
  type Counts,
  changeSum,
  clearCounts,
  isNotNegative,
  isPartitioned,
  noCounts,
  sameCounts,
  setCounts,
} from './counts.ts'
import { abandonRate, answerRate, ratio, serviceLevel, variantOf } from './service-level.ts'

const names = Object.keys(noCounts()) as (keyof Counts)[]
/** Any counts: every field has a number of its own. */
const counts: fc.Arbitrary<Counts> = fc
  .array(fc.nat(1_000), { minLength: names.length, maxLength: names.length })
  .map((numbers) => ({ ...noCounts(), ...Object.fromEntries(names.map((name, at) => [name, numbers[at]])) }))

test('what is added and taken out again leaves a sum as it was, field by field', () => {
  fc.assert(
    fc.property(counts, counts, (before, part) => {
      const sum = { ...before }
      addCounts(sum, part, 1)
      for (const name of names) expect(sum[name]).toBe(before[name] + part[name])
      addCounts(sum, part, -1)
      expect(sum).toEqual(before)
    }),
  )
})

test('to change a part of a sum is to take it out as it was and to put it in as it is', () => {
  fc.assert(
    fc.property(counts, counts, counts, (rest, before, now) => {
      const [changed, expected] = [{ ...rest }, { ...rest }]
      addCounts(changed, before, 1)
      changeSum(changed, before, now)
      addCounts(expected, now, 1)
      expect(changed).toEqual(expected)
    }),
  )
})

test('counts are the same if every one of them is, and no others', () => {
  fc.assert(
    fc.property(counts, fc.constantFrom(...names), (one, name) => {
      const other = noCounts()
      setCounts(other, one)
      expect(sameCounts(one, other)).toBe(true)
      other[name]++
      expect(sameCounts(one, other)).toBe(false)
      clearCounts(other)
      expect(other).toEqual(noCounts())
    }),
  )
})

const some = (over: Partial<Counts>): Counts => ({ ...noCounts(), ...over })

test('an entry more or less than its outcomes, or an outcome below 0, is seen', () => {
  const sum = some({ offered: 3, waiting: 1, answeredLate: 1, callbackRequested: 1 })
  expect([isPartitioned(sum), isNotNegative(sum)]).toEqual([true, true])
  expect(isPartitioned({ ...sum, abandoned: 1 })).toBe(false)
  expect(isPartitioned({ ...sum, offered: 2 })).toBe(false)
  expect(isNotNegative({ ...sum, waiting: -1 })).toBe(false)
})

test('a share of nothing is none, never 0 or 1', () => {
  for (const variant of ['standard', 'offered', 'answered', 'removed'] as const) {
    expect(serviceLevel(noCounts(), variant)).toBeNull()
    expect(abandonRate(noCounts(), variant)).toBeNull()
  }
  expect([answerRate(noCounts()), ratio(0, 0), ratio(0, 4)]).toEqual([null, null, 0])
})

test('each variant of the service level divides by what metrics.md says', () => {
  const day = some({
    ...{ offered: 20, waiting: 2, answeredInTarget: 8, answeredLate: 2, shortAbandoned: 1, abandoned: 3 },
    ...{ left: 3, callbackRequested: 1, turnedAway: 1, abandonedInTarget: 2, callbackInTarget: 1 },
  })
  expect(isPartitioned(day)).toBe(true)
  expect(answeredOf(day)).toBe(10)
  expect(serviceLevel(day, 'standard')).toBe(8 / 13)
  expect(serviceLevel(day, 'offered')).toBe(8 / 17)
  expect(serviceLevel(day, 'answered')).toBe(8 / 10)
  expect(serviceLevel(day, 'removed')).toBe(12 / 18)
  expect(serviceLevel(day, 'standard', 2)).toBe(8 / 15)
  expect([abandonRate(day, 'standard'), abandonRate(day, 'offered'), answerRate(day)]).toEqual([
    3 / 13,
    4 / 17,
    10 / 17,
  ])
  expect(['international', 'china', 'taiwan'].map((word) => variantOf(word as 'china'))).toEqual([
    'standard',
    'offered',
    'offered',
  ])
})
