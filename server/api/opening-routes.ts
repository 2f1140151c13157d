import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { fieldsOf } from '#core/collections/fields.ts'
import { instantText } from '#core/rows/row.ts'
import { siteHolidays } from '#core/site/site-holidays.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { ok } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** So far ahead one agrees on a time. */
const AHEAD_MS = 60 * 86_400_000

/** The calendar that counts for something promised in a queue: the queue's own, else that of the rule about such things. */
function calendarFor({ queues, rules }: Site, queue: string | null, of: string | null): string | null {
  const own = queues.find(({ id }) => id === queue)?.calendar
  if (own !== undefined) return own
  const rule = rules.find((each) => fieldsOf(each).subject === of && fieldsOf(each).kind === 'clock')
  const { calendar } = fieldsOf(rule ?? {})
  return typeof calendar === 'string' ? calendar : null
}

/**
 * `GET /opening-times?queue=&of=`: when somebody is there in the next sixty days, for times that are agreed with a
 * customer; `of`: what is agreed, `callback` or `promise`. `open`: null where it never closes.
 */
export function openingRoutes(): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/opening-times',
      for: 'staff',
      answer({ floor, query }) {
        const { site, now } = floor
        const id = calendarFor(site, query.get('queue'), query.get('of'))
        const holidays = siteHolidays(site, holidayDates)
        const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays })
        const calendar = id === null || !compiled.ok ? undefined : compiled.calendars.get(id)
        const until = now + AHEAD_MS
        const spans = calendar?.segments(now, until) ?? null
        const isAlways =
          spans === null || (spans.length === 1 && spans[0]!.from <= now && spans[0]!.to >= until)
        return ok({
          until: instantText(until),
          open: isAlways ? null : spans.map(({ from, to }) => [instantText(from), instantText(to)]),
        })
      },
    },
  ]
}
