import { expect, test } from 'vitest'
import { createRepeatFilter } from './repeat-filter.ts'

test('the same line is said once in ten seconds, another at once', () => {
  let now = 0
  const isNew = createRepeatFilter(() => now)
  expect([isNew('away'), isNew('away'), isNew('back')]).toEqual([true, false, true])
  now = 9_999
  expect(isNew('away')).toBe(false)
  now = 10_000
  expect(isNew('away')).toBe(true)
})
