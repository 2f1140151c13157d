import type { Site } from '../site/site-schema.ts'
import type { CalendarConfig } from './calendar-schema.ts'
import type { HolidaySource } from './opening-days.ts'
import { DAY_MS } from './wall-day.ts'
import { zoneOf } from './zone.ts'

/** A year of a holiday code of which no official list is known: its days follow from the law alone. */
export interface UnofficialYear {
  readonly code: string
  readonly year: number
}

/** So long before a year begins its list is missed, ms: the authorities publish it two to seven months ahead. */
const AHEAD_MS = 60 * DAY_MS

/** The years without an official list, of a calendar's codes, that hold some instant of [from, to] (ms) in its zone. */
export function unofficialYears(
  codes: readonly string[],
  holidays: HolidaySource,
  timezone: string,
  from: number,
  to: number,
): UnofficialYear[] {
  if (codes.length === 0) return []
  const zone = zoneOf(timezone)
  const yearOf = (at: number) => new Date(zone.wallAt(at)).getUTCFullYear()
  const found: UnofficialYear[] = []
  for (let year = yearOf(from); year <= yearOf(to); year++)
    for (const code of codes) if (holidays(code, year)?.basis === 'derived') found.push({ code, year })
  return found
}

/** A calendar that counts by a year of which no official list is known, now or within 60 days. */
export interface CalendarGap extends UnofficialYear {
  readonly calendar: string
  /** The calendar's place in the site file, and the code's within it. */
  readonly path: readonly ['calendars', number, 'holidays', number]
}

/** The years that the calendars of a site lack: the present one, and the next from 60 days before it begins. */
export function calendarGaps(site: Site, holidays: HolidaySource, now: number): CalendarGap[] {
  return site.calendars.flatMap((config: CalendarConfig, index) =>
    (config.holidays ?? []).flatMap((code, place) =>
      unofficialYears([code], holidays, config.timezone ?? site.site.timezone, now, now + AHEAD_MS).map(
        (year): CalendarGap => ({
          ...year,
          calendar: config.id,
          path: ['calendars', index, 'holidays', place],
        }),
      ),
    ),
  )
}

/** "no official calendar for 2027 yet", and what to do. */
export function gapText({ code, year }: UnofficialYear): string {
  return `no official calendar for ${year} yet (${code}): only the days off by law are known; put the list into holidays/${code}-${year}.json or .ics of the data folder once it is out`
}
