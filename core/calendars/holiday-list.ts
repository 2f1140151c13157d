import { z } from 'zod'
import { present } from '../collections/present.ts'
import type { HolidayDates } from './opening-days.ts'
import { dayOfDate, isDate, weekdayOf } from './wall-day.ts'

const date = z.string().refine(isDate, {
  error: ({ input }) => `"${String(input)}" must be a date YYYY-MM-DD`,
})

/** The code of a country, or of a state or region of it, such as `CN` or `DE-BY`; a site may have one of its own. */
export const holidayCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{1,8}){0,2}$/, 'must be a code such as CN or DE-BY, in capitals')

/** Some years' official days of a country, as a site has them: they replace or add to those that come with Huiyin. */
export const holidayListSchema = z.strictObject({
  code: holidayCode,
  source: z.string().max(2_000).optional(),
  /** The years of which it is the whole list; missing: those in which its days lie. */
  years: z.array(z.number().int().min(1900).max(2200)).max(300).optional(),
  /** It only adds to what is known of its years, and makes none of them official. */
  adds: z.boolean().default(false),
  /** By date: `off` on a weekday is a holiday, not `off` on a Saturday or Sunday a day worked for another. */
  days: z.record(date, z.strictObject({ off: z.boolean(), name: z.string().max(200).optional() })),
})
export type HolidayList = z.infer<typeof holidayListSchema>

/** The years of which a list says something. */
export function yearsOfList({ years, days }: Pick<HolidayList, 'years' | 'days'>): number[] {
  return years ?? [...new Set(Object.keys(days).map((day) => Number(day.slice(0, 4))))]
}

function isWeekend(text: string): boolean {
  const weekday = weekdayOf(present(dayOfDate(text), `the date "${text}"`))
  return weekday === 0 || weekday === 6
}

/** The days of a list in a year, on top of what is known of it: `before`. */
export function withListDays(
  { days }: Pick<HolidayList, 'days'>,
  year: number,
  before: HolidayDates,
): HolidayDates {
  const closed = new Set(before.closed)
  const open = new Set(before.open)
  for (const [day, { off }] of Object.entries(days)) {
    if (Number(day.slice(0, 4)) !== year) continue
    if (off) closed.add(day)
    else closed.delete(day)
    if (off) open.delete(day)
    else if (isWeekend(day)) open.add(day)
  }
  return { ...before, closed: [...closed], open: [...open] }
}
