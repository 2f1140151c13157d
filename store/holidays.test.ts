import { expect, it } from 'vitest'
import { holidayDates } from './holidays.ts'

it('knows mainland China’s holidays, weekends within them, and the days worked for them', () => {
  const dates = holidayDates('CN', 2024)!
  expect(dates.closed).toContain('2024-10-01')
  expect(dates.closed).toContain('2024-02-10')
  expect(dates.closed).not.toContain('2024-02-24')
  expect(dates.open).toContain('2024-09-29')
  expect(dates.open).not.toContain('2024-09-28')
})

it('has nothing to say of a year without a decree', () => {
  expect(holidayDates('CN', 1990)).toEqual({ closed: [], open: [] })
})

it('knows other countries and their states, and says so of codes that are none', () => {
  expect(holidayDates('TW', 2025)?.closed).toContain('2025-10-10')
  expect(holidayDates('DE-BY', 2024)?.closed).toContain('2024-01-06')
  expect(holidayDates('DE', 2024)?.closed).not.toContain('2024-01-06')
  expect(['XX', 'DE-ZZ', 'nonsense!'].map((code) => holidayDates(code, 2024))).toEqual([null, null, null])
})
