import { expect, it } from 'vitest'
import { hoursOfWeek, typedSpans, weekOfHours } from './week-text.ts'

it('a week is taken apart into days and put together again', () => {
  const week = { 'mon-fri': ['09:00-12:00', '13:00-18:00'], sat: ['10:00-14:00'] }
  expect(hoursOfWeek(week)).toMatchObject({ wed: '09:00-12:00, 13:00-18:00', sat: '10:00-14:00', sun: '' })
  expect(weekOfHours(hoursOfWeek(week))).toEqual(week)
  expect(weekOfHours(hoursOfWeek({ 'sat,sun': ['08:00-24:00'] }))).toEqual({ 'sat-sun': ['08:00-24:00'] })
})

it('hours are understood as people type them, in Chinese too', () => {
  expect(typedSpans('9:00-12:00，13：00–18:00')).toEqual(['09:00-12:00', '13:00-18:00'])
})
