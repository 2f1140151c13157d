import { z } from 'zod'
import { isDate } from './wall-day.ts'
import { readSpan } from './wall-span.ts'
import { readWeekKey } from './week-key.ts'

/** A span of a day by the wall clock: "09:00-12:00", "22:00-06:00" over midnight, "24:00" ends a day. */
const span = z.string().refine((text) => readSpan(text) !== null, {
  error: ({ input }) => `"${String(input)}" must be HH:MM-HH:MM, such as 09:00-12:00`,
})
const spans = z.array(span).max(48)
const date = z.string().refine(isDate, {
  error: ({ input }) => `"${String(input)}" must be a date YYYY-MM-DD`,
})

const week = z.record(z.string(), spans).superRefine((value, context) => {
  const named = new Map<number, string>()
  for (const key of Object.keys(value)) {
    const days = readWeekKey(key)
    if (days === null) {
      const message = `"${key}" must name days: mon, mon-fri, sat,sun`
      context.addIssue({ code: 'custom', path: [key], message })
      continue
    }
    for (const day of days) {
      const other = named.get(day)
      if (other !== undefined)
        context.addIssue({ code: 'custom', path: [key], message: `names a day that "${other}" names too` })
      named.set(day, key)
    }
  }
})

/** Whether a text is a time zone that this Node knows (IANA, or an offset). */
export function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** A calendar of the site file (rules.md, "Calendars"), as written; what it means is in `calendar.ts`. */
export const calendarSchema = z.strictObject({
  id: z.string().regex(/^[\x20-\x7e]{1,128}$/, 'must be 1–128 printable ASCII characters'),
  timezone: z
    .string()
    .refine(isTimezone, { error: 'must be an IANA time zone such as Asia/Taipei' })
    .optional(),
  week: week.optional(),
  closed: z.array(date).max(10_000).optional(),
  open: z.record(date, spans).optional(),
  holidays: z.array(z.string().min(1).max(32)).max(20).optional(),
})
export type CalendarConfig = z.infer<typeof calendarSchema>
