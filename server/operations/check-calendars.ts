import { calendarGaps } from '#core/site/calendar-gaps.ts'
import type { Site } from '#core/site/site-schema.ts'
import { readHolidayFolder } from '#platform/holidays/holiday-folder.ts'
import { holidayDates } from '#platform/holidays.ts'
import { type Finding, tell } from './finding.ts'

/** Whether the calendars know the official days of this year, and of the next from 60 days before it, with the data folder's lists. */
export function checkCalendars(site: Site, dataDir: string, now: number): Finding[] {
  const folder = readHolidayFolder(dataDir)
  if (folder.faults.length > 0)
    return folder.faults.map(({ message }) =>
      tell('fault', 'calendars', 'calendar_list_bad', { fault: message }),
    )
  const all = { ...site, holidays: [...site.holidays, ...folder.lists] }
  const gaps = calendarGaps(all, holidayDates, now)
  if (gaps.length > 0)
    return gaps.map(({ calendar, code, year }) =>
      tell('warning', 'calendars', 'calendar_gap', { calendar, code, year: String(year) }),
    )
  return site.calendars.some(({ holidays }) => holidays !== undefined)
    ? [tell('good', 'calendars', 'calendars_good')]
    : []
}
