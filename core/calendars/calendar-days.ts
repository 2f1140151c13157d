import type { CalendarConfig } from './calendar-schema.ts'
import { type DayReason, type HolidaySource, openingDays } from './opening-days.ts'
import { joined, type Segment, segmentsOfDay } from './opening-year.ts'
import { DAY_MS, dateOfDay } from './wall-day.ts'
import { zoneOf } from './zone.ts'

/** One day of a calendar, as the calendar bench prints it. */
export interface CalendarDay {
  /** YYYY-MM-DD, by the calendar's zone. */
  readonly date: string
  /** Why it has the hours it has. */
  readonly reason: DayReason
  /** Of its year some of the calendar's holidays follow from the law alone: no official list is known. */
  readonly isDerived: boolean
  /** How long the day is (ms): 23 or 25 hours where clocks change. */
  readonly lengthMs: number
  /** Real times of the spans that begin on it, joined. */
  readonly segments: readonly Segment[]
}

/** Lists `count` days of a calendar from a day on (number since 1970); `timezone` is the site's. */
export function calendarDays(
  config: CalendarConfig,
  timezone: string,
  holidays: HolidaySource,
  first: number,
  count: number,
): CalendarDay[] {
  const zone = zoneOf(config.timezone ?? timezone)
  const openingOf = openingDays(config, holidays)
  const isDerived = (year: number) =>
    (config.holidays ?? []).some((code) => holidays(code, year)?.basis === 'derived')
  return Array.from({ length: count }, (_, index) => {
    const day = first + index
    const opening = openingOf(day)
    return {
      date: dateOfDay(day),
      reason: opening.reason,
      isDerived: isDerived(Number(dateOfDay(day).slice(0, -6))),
      lengthMs: zone.instantOf((day + 1) * DAY_MS) - zone.instantOf(day * DAY_MS),
      segments: joined(segmentsOfDay(zone, opening, day)),
    }
  })
}
