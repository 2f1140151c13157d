import { expect, test } from 'vitest'
import { untilWallTime } from './until-wall-time.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)

test('the quiet hour is the next one by the clock of the site', () => {
  expect(untilWallTime('Asia/Shanghai', '04:30', at('2026-03-09T22:30:00+08:00'))).toBe(6 * HOUR)
  expect(untilWallTime('Asia/Shanghai', '04:30', at('2026-03-09T04:30:00+08:00'))).toBe(24 * HOUR)
})

test('over a change of the clocks it is as far as it is', () => {
  expect(untilWallTime('Europe/Berlin', '04:30', at('2026-03-28T22:30:00+01:00'))).toBe(5 * HOUR)
})
