import { zoneOf } from '../calendars/zone.ts'
import { createSiteDays, type SiteDays } from '../time/site-day.ts'

/** Instants (ms since 1970) from `from` on, before `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The dates of a site: its days by the zone's clock, which begin at `dayStartsAt`. */
export interface SiteCalendar extends SiteDays {
  /** The date (`2026-11-29`) of the site's day that holds the instant. */
  dateOf(at: number): string
  /** The day of a date; null: the site has no such day, for it is no date or the zone skipped it. */
  dayOfDate(date: string): Span | null
  /** 1 Monday to 7 Sunday, of the site's day that holds the instant. */
  weekdayOf(at: number): number
  /** What the zone's clocks show at an instant, ms as if it were UTC. */
  wallAt(at: number): number
}

const DATE = /^\d{4}-\d\d-\d\d$/
const calendars = new Map<string, SiteCalendar>()

/** The calendar of a zone (IANA name) whose days begin at "HH:MM"; made once for each. */
export function siteCalendar(timezone: string, dayStartsAt: string): SiteCalendar {
  const key = `${timezone} ${dayStartsAt}`
  const known = calendars.get(key)
  if (known !== undefined) return known
  const made = createCalendar(timezone, dayStartsAt)
  calendars.set(key, made)
  return made
}

function createCalendar(timezone: string, dayStartsAt: string): SiteCalendar {
  const days = createSiteDays(timezone, dayStartsAt)
  const zone = zoneOf(timezone)
  const dateOf = (at: number) => new Date(zone.wallAt(days.dayOf(at))).toISOString().slice(0, 10)
  return {
    ...days,
    dateOf,
    dayOfDate(date) {
      const wall = DATE.test(date) ? Date.parse(`${date}T${dayStartsAt}:00Z`) : Number.NaN
      if (Number.isNaN(wall)) return null
      const from = days.dayOf(zone.instantOf(wall))
      return dateOf(from) === date ? { from, to: days.nextDay(from) } : null
    },
    weekdayOf: (at) => new Date(`${dateOf(at)}T00:00:00Z`).getUTCDay() || 7,
    wallAt: zone.wallAt,
  }
}
