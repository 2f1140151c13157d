import type { HolidaySource } from '../calendars/opening-days.ts'
import { type UnofficialYear, unofficialYears } from '../calendars/unofficial-years.ts'
import { DAY_MS } from '../calendars/wall-day.ts'
import { siteHolidays } from './site-holidays.ts'
import type { Site } from './site-schema.ts'

/** So long before a year begins its list is missed, ms: the authorities publish it two to seven months ahead. */
const AHEAD_MS = 60 * DAY_MS

/** A calendar that counts by a year of which no official list is known, now or within 60 days. */
export interface CalendarGap extends UnofficialYear {
  readonly calendar: string
  /** The calendar's place in the site file, and the code's within it. */
  readonly path: readonly ['calendars', number, 'holidays', number]
}

/** The years that the calendars of a site lack: the present one, and the next from 60 days before it begins. */
export function calendarGaps(site: Site, known: HolidaySource, now: number): CalendarGap[] {
  const holidays = siteHolidays(site, known)
  return site.calendars.flatMap((config, index) =>
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
