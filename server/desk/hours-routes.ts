import type { Calendar } from '#core/calendars/calendar.ts'
import { ALWAYS, compileCalendars } from '#core/calendars/compile-calendars.ts'
import { instantText } from '#core/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import { ok } from '../api/answer.ts'
import type { ApiRoute } from '../api/route.ts'

/** Promises lie some days ahead, seldom farther. */
const AHEAD_MS = 21 * 86_400_000

/** Compiling reads the holidays of years: it is done once for each site file. */
const compiled = new WeakMap<Site, ReadonlyMap<string, Calendar>>()

function calendarsOf(site: Site): ReadonlyMap<string, Calendar> {
  const before = compiled.get(site)
  if (before !== undefined) return before
  const made = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays: holidayDates })
  const calendars = made.ok ? made.calendars : new Map<string, Calendar>()
  compiled.set(site, calendars)
  return calendars
}

/** The calendar by which somebody is there to keep a promise; null: at any time. */
function calendarOf(site: Site, queue: string | null): Calendar | null {
  const named = site.queues.find(({ id }) => id === queue)?.calendar ?? ALWAYS
  return named === ALWAYS ? null : (calendarsOf(site).get(named) ?? null)
}

/** When a queue is open in the weeks to come, by its calendar: what a chosen time is judged by before it is promised. */
export function hoursRoutes(): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/hours',
      for: 'staff',
      answer({ query, floor }) {
        const from = floor.now
        const calendar = calendarOf(floor.site, query.get('queue'))
        const open = calendar?.segments(from, from + AHEAD_MS) ?? null
        return ok({
          at: instantText(from),
          until: instantText(from + AHEAD_MS),
          open: open?.map((span) => ({ from: instantText(span.from), to: instantText(span.to) })) ?? null,
        })
      },
    },
  ]
}
