import type { Calendar } from '#core/calendars/calendar.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { instantText } from '#core/rows/row.ts'
import { siteHolidays } from '#core/site/site-holidays.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'

/** Compiled once for each set of the site file: every supervisor's screen asks for every queue. */
const compiled = new WeakMap<Site, ReadonlyMap<string, Calendar>>()

function calendarsOf(site: Site): ReadonlyMap<string, Calendar> {
  const known = compiled.get(site)
  if (known !== undefined) return known
  const holidays = siteHolidays(site, holidayDates)
  const made = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays })
  const calendars = made.ok ? made.calendars : new Map<string, Calendar>()
  compiled.set(site, calendars)
  return calendars
}

/** When a queue is open within a span, by its calendar (RFC 3339); null: it has none, and never closes. */
export function openHours(site: Site, queue: string, { from, to }: Span): [string, string][] | null {
  const id = site.queues.find((each) => each.id === queue)?.calendar
  const calendar = id === undefined ? undefined : calendarsOf(site).get(id)
  if (calendar === undefined) return null
  return calendar.segments(from, to).map((open) => [instantText(open.from), instantText(open.to)])
}
