import type { CalendarConfig } from '#core/calendars/calendar-schema.ts'
import { calendarFaults } from '#core/calendars/compile-calendars.ts'
import { type DayReason, openingDays } from '#core/calendars/opening-days.ts'
import { DAY_MS, dateOfDay } from '#core/calendars/wall-day.ts'
import type { WallSpan } from '#core/calendars/wall-span.ts'
import { siteHolidays } from '#core/site/site-holidays.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'

/** One day of a calendar, for the picture of its year. */
export interface YearDay {
  readonly date: string
  /** The hours that begin on it, such as "09:00-12:00, 13:00-18:00"; none: closed. */
  readonly hours: string
  /** What made it so. */
  readonly reason: DayReason
}

type YearRead = { ok: true; days: YearDay[] } | { ok: false; message: string }

const MINUTE_MS = 60_000
const two = (number: number) => String(number).padStart(2, '0')

function spanText({ from, to }: WallSpan): string {
  const clock = (ms: number) =>
    `${two(Math.floor(ms / MINUTE_MS / 60))}:${two(Math.floor(ms / MINUTE_MS) % 60)}`
  return `${clock(from)}-${clock(to > DAY_MS ? to - DAY_MS : to)}`
}

/** Every day of a year as a calendar has it that may still be being written. */
export function calendarYear(site: Site, config: CalendarConfig, year: number): YearRead {
  const holidays = siteHolidays(site, holidayDates)
  const faults = calendarFaults([config], holidays)
  if (faults.length > 0) return { ok: false, message: faults.map(({ message }) => message).join('; ') }
  const openingOf = openingDays(config, holidays)
  const first = Date.UTC(year, 0, 1) / DAY_MS
  const count = Date.UTC(year + 1, 0, 1) / DAY_MS - first
  const days = Array.from({ length: count }, (_, index): YearDay => {
    const { reason, spans } = openingOf(first + index)
    return { date: dateOfDay(first + index), hours: spans.map(spanText).join(', '), reason }
  })
  return { ok: true, days }
}
