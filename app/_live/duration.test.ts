import { expect, test } from 'vitest'
import { clockText, untilText, waitText } from './duration.ts'

test.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [754, '12:34'],
  [3_723, '1:02:03'],
  [172_800 + 4 * 3_600, '2d 04h'],
  [-3, '0:00'],
])('%d seconds read as %s', (sec, text) => {
  expect(clockText(sec)).toBe(text)
})

test('a countdown reaches 0:00 exactly at its instant and then counts what it is over', () => {
  expect(untilText(10_000, 9_001)).toBe('0:01')
  expect(untilText(10_000, 10_000)).toBe('0:00')
  expect(untilText(10_000, 72_500)).toBe('+1:02')
  expect(untilText(0, 144_085_000)).toBe('+40h01')
})

test.each([
  [59, '0:59'],
  [99 * 60 + 59, '99:59'],
  [100 * 60, '1h40'],
  [50 * 3_600, '50h00'],
  [101 * 3_600, '4d'],
])('a wait of %d seconds takes no more room than a tile has: %s', (sec, text) => {
  expect(waitText(0, sec * 1_000)).toBe(text)
})
