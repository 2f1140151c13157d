import { expect, test } from 'vitest'
import { createMachinePace } from './machine-pace.ts'

test('what can wait goes slower while the processors have little to spare, never stands still, and comes back', () => {
  let now = 0
  let at = { idle: 0, all: 0 }
  const pace = createMachinePace(
    () => [at],
    () => now,
  )
  /** So many half seconds in which so much of the machine had nothing to do; gives the pace after them. */
  function after(times: number, spare: number): number {
    for (let time = 0; time < times; time++) {
      now += 500
      at = { idle: at.idle + 1_000 * spare, all: at.all + 1_000 }
      pace()
    }
    return pace()
  }
  expect(after(40, 0.6)).toBe(1)
  expect(after(1, 0.2)).toBeCloseTo(0.6)
  expect(after(20, 0)).toBe(0.1)
  expect(after(5, 0.6)).toBeCloseTo(0.2)
  expect(after(40, 0.6)).toBe(1)
})

test('it is looked at twice a second at the most: between looks nothing changes', () => {
  let now = 0
  let looks = 0
  const pace = createMachinePace(
    () => [{ idle: 0, all: 1_000 * ++looks }],
    () => now,
  )
  for (now = 0; now < 2_000; now += 10) pace()
  expect(looks).toBe(4)
})

test('it begins slowly, and again after a pause: what the machine bore an hour ago says nothing of now', () => {
  let now = 0
  let at = { idle: 0, all: 0 }
  const pace = createMachinePace(
    () => [at],
    () => now,
  )
  expect(pace()).toBe(0.2)
  for (let time = 1; time <= 40; time++) {
    now += 500
    at = { idle: at.idle + 1_000, all: at.all + 1_000 }
    pace()
  }
  expect(pace()).toBe(1)
  now += 3_600_000
  at = { idle: at.idle + 7_200_000, all: at.all + 7_200_000 }
  expect(pace()).toBe(0.2)
})
