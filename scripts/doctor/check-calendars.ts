import { calendarGaps } from '#core/calendars/calendar-gaps.ts'
import { gapText } from '#core/calendars/unofficial-years.ts'
import type { Site } from '#core/site/site-schema.ts'
import { readHolidayFolder } from '#platform/holidays/holiday-folder.ts'
import { holidayDates } from '#platform/holidays.ts'
import { type Finding, fault, good, warning } from './finding.ts'

/** Whether the calendars know the official days of this year, and of the next from 60 days before it, with the data folder's lists. */
export function checkCalendars(site: Site, dataDir: string, now: number): Finding[] {
  const folder = readHolidayFolder(dataDir)
  if (folder.faults.length > 0)
    return folder.faults.map(({ message }) => fault('calendars', `${message}: correct it`))
  const all = { ...site, holidays: [...site.holidays, ...folder.lists] }
  const gaps = calendarGaps(all, holidayDates, now)
  if (gaps.length > 0)
    return gaps.map((gap) => warning('calendars', `calendar ${gap.calendar}: ${gapText(gap)}`))
  return site.calendars.some(({ holidays }) => holidays !== undefined)
    ? [good('calendars', 'the official days of this year are known, and of the next as soon as they count')]
    : []
}
