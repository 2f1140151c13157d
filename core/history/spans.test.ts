import { expect, test } from 'vitest'
import { divideSpan, MOST_PERIODS, partAt } from './periods.ts'
import { siteCalendar } from './site-calendar.ts'
import { addDays, datesBefore, spanDates, spanOfDates, stepDates } from './spans.ts'

const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000

test.each([
  [
    'day',
    '2026-03-09',
    { first: '2026-03-09', last: '2026-03-09' },
    { first: '2026-03-02', last: '2026-03-02' },
  ],
  [
    'week',
    '2026-03-11',
    { first: '2026-03-09', last: '2026-03-15' },
    { first: '2026-03-02', last: '2026-03-08' },
  ],
  [
    'week',
    '2026-03-15',
    { first: '2026-03-09', last: '2026-03-15' },
    { first: '2026-03-02', last: '2026-03-08' },
  ],
  [
    'month',
    '2026-03-31',
    { first: '2026-03-01', last: '2026-03-31' },
    { first: '2026-02-01', last: '2026-02-28' },
  ],
  [
    'dates',
    '2026-03-09',
    { first: '2026-03-09', last: '2026-03-18' },
    { first: '2026-02-23', last: '2026-03-04' },
  ],
] as const)('a %s is looked at beside the one before', (kind, on, dates, before) => {
  expect(spanDates(kind, on, kind === 'dates' ? '2026-03-18' : on)).toEqual(dates)
  expect(datesBefore(kind, dates)).toEqual(before)
})

test('a year is looked at beside the year before, also where that has no 29 February', () => {
  const year = { first: '2024-02-29', last: '2025-02-28' }
  expect(datesBefore('dates', year)).toEqual({ first: '2023-02-28', last: '2024-02-28' })
})

test('dates the wrong way round are turned, and one steps by the same length', () => {
  expect(spanDates('dates', '2026-03-09', '2026-03-01')).toEqual({ first: '2026-03-01', last: '2026-03-09' })
  expect(stepDates('month', { first: '2026-01-01', last: '2026-01-31' }, -1)).toEqual({
    first: '2025-12-01',
    last: '2025-12-31',
  })
  expect(stepDates('week', { first: '2026-03-09', last: '2026-03-15' }, 1).first).toBe('2026-03-16')
})

test('a day of the change of clocks has 23 or 25 hours, divided by what the clocks show', () => {
  const calendar = siteCalendar('Europe/Berlin', '00:00')
  const spring = calendar.dayOfDate('2026-03-29')!
  const autumn = calendar.dayOfDate('2026-10-25')!
  expect([hours(spring), hours(autumn)]).toEqual([23, 25])
  const divided = divideSpan(spring, 'hour', calendar)!
  expect(divided.periods.length).toBe(23)
  const shown = divided.periods.map(({ from }) => new Date(calendar.wallAt(from)).getUTCHours())
  expect(shown.slice(0, 4)).toEqual([0, 1, 3, 4])
})

test('a date that the zone skipped makes no day, and a span over it says so', () => {
  const calendar = siteCalendar('Pacific/Apia', '00:00')
  expect(calendar.dayOfDate('2011-12-30')).toBeNull()
  const found = spanOfDates({ first: '2011-12-28', last: '2012-01-01' }, calendar)!
  expect(found.skipped).toEqual(['2011-12-30'])
  expect(hours(found.span)).toBe(4 * 24)
  expect(divideSpan(found.span, 'day', calendar)!.periods.map(({ from }) => calendar.dateOf(from))).toEqual([
    '2011-12-28',
    '2011-12-29',
    '2011-12-31',
    '2012-01-01',
  ])
  expect(spanOfDates({ first: '2011-12-30', last: '2011-12-30' }, calendar)).toBeNull()
  expect(['2026-02-30', 'nonsense', ''].map(calendar.dayOfDate)).toEqual([null, null, null])
})

test('a day that begins at six is the date on which it began, and half-hour zones have whole hours', () => {
  const calendar = siteCalendar('Asia/Kolkata', '06:00')
  const day = calendar.dayOfDate('2026-03-09')!
  expect(new Date(day.from).toISOString()).toBe('2026-03-09T00:30:00.000Z')
  expect(calendar.dateOf(day.to - 1)).toBe('2026-03-09')
  const { bounds } = divideSpan(
    { from: day.from + 10 * 60_000, to: day.from + 3 * 3_600_000 },
    'hour',
    calendar,
  )!
  expect(bounds.map((at) => new Date(calendar.wallAt(at)).toISOString().slice(11, 16))).toEqual([
    '06:10',
    '07:00',
    '08:00',
    '09:00',
  ])
})

test('every instant of a span lies in exactly one period, by each unit; weekdays lie together', () => {
  const calendar = siteCalendar('America/New_York', '00:00')
  const { span } = spanOfDates({ first: '2026-02-10', last: '2026-04-02' }, calendar)!
  for (const unit of ['hour', 'day', 'week', 'month', 'weekday'] as const) {
    const { bounds, periods, periodOf } = divideSpan(span, unit, calendar)!
    expect([bounds[0], bounds.at(-1)]).toEqual([span.from, span.to])
    expect(bounds.every((at, index) => index === 0 || at > bounds[index - 1]!)).toBe(true)
    expect(periodOf.length).toBe(bounds.length - 1)
    for (let at = span.from; at < span.to; at += 7_777_777) {
      const piece = partAt({ bounds }, at)
      const period = periods[periodOf[piece]!]!
      expect(at >= bounds[piece]! && at < bounds[piece + 1]!).toBe(true)
      expect(period.weekday === null ? at >= period.from && at < period.to : period.weekday).toBe(
        period.weekday === null ? true : calendar.weekdayOf(at),
      )
    }
  }
  expect(divideSpan(span, 'weekday', calendar)!.periods.map(({ weekday }) => weekday)).toEqual([
    1, 2, 3, 4, 5, 6, 7,
  ])
  expect(divideSpan(span, '15m', calendar), `more than ${MOST_PERIODS}`).toBeNull()
  expect([partAt({ bounds: [1, 5] }, 0), partAt({ bounds: [1, 5] }, 5)]).toEqual([-1, -1])
})

test('a date moves over months and leap years', () => {
  expect([addDays('2024-02-28', 1), addDays('2026-01-01', -1)]).toEqual(['2024-02-29', '2025-12-31'])
})
