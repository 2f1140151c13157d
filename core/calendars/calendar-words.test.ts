import { expect, test } from 'vitest'
import { isTimezone } from './calendar-schema.ts'
import { dateOfDay, dayOfDate, isDate, weekdayOf } from './wall-day.ts'
import { readSpan } from './wall-span.ts'
import { readWeekKey } from './week-key.ts'

const HOUR = 3_600_000

test('hours are read by the wall clock; what ends before it begins runs over midnight', () => {
  expect(readSpan('09:00-12:30')).toEqual({ from: 9 * HOUR, to: 12.5 * HOUR })
  expect(readSpan('22:00-06:00')).toEqual({ from: 22 * HOUR, to: 30 * HOUR })
  expect(readSpan('00:00-24:00')).toEqual({ from: 0, to: 24 * HOUR })
})

test('hours that are none are refused: no length, no such time, no words', () => {
  for (const text of ['09:00-09:00', '24:00-09:00', '9-12', '09:00', '25:00-26:00', '09:60-10:00', ''])
    expect([text, readSpan(text)]).toEqual([text, null])
})

test('days of a week are named one by one, as a span, or over the week’s end, none of them twice', () => {
  expect(readWeekKey('mon-fri')).toEqual([1, 2, 3, 4, 5])
  expect(readWeekKey('fri-mon')).toEqual([5, 6, 0, 1])
  expect(readWeekKey('sat,sun')).toEqual([6, 0])
  for (const key of ['mon,mon', 'mon-wed,tue', 'monday', 'mon-', 'mon-tue-wed', ''])
    expect([key, readWeekKey(key)]).toEqual([key, null])
})

test('a date is one that there is, and comes back as it was written', () => {
  for (const text of ['1970-01-01', '2024-02-29', '1969-12-31', '2026-03-02'])
    expect(dateOfDay(dayOfDate(text)!)).toBe(text)
  expect(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1'].map(isDate)).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect([weekdayOf(0), weekdayOf(-1), weekdayOf(dayOfDate('2026-03-02')!)]).toEqual([4, 3, 1])
})

test('a time zone is one that the clock knows', () => {
  expect(['Asia/Shanghai', 'Asia/Taipei', 'UTC', 'Mars/Olympus', ''].map(isTimezone)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
