import { expect, it } from 'vitest'
import { calendarDays } from './calendar-days.ts'
import { calendarSchema } from './calendar-schema.ts'
import { dayOfDate } from './wall-day.ts'

const HOUR = 3_600_000

it('lists each day with its length, its hours and why it has them', () => {
  const config = calendarSchema.parse({
    id: 'c',
    timezone: 'Europe/Berlin',
    week: { 'mon-sun': ['22:00-06:00', '05:00-07:00'] },
    closed: ['2024-04-01'],
  })
  const days = calendarDays(config, 'UTC', () => null, dayOfDate('2024-03-31')!, 2)
  expect(days.map(({ date, reason, lengthMs }) => [date, reason, lengthMs / HOUR])).toEqual([
    ['2024-03-31', 'week', 23],
    ['2024-04-01', 'closed', 24],
  ])
  expect(days[0]?.segments.map(({ from, to }) => [new Date(from).toISOString(), (to - from) / HOUR])).toEqual(
    [
      ['2024-03-31T03:00:00.000Z', 2],
      ['2024-03-31T20:00:00.000Z', 8],
    ],
  )
})
