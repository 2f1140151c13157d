import { z } from 'zod'

const spans = z.array(z.string())

/** A calendar of the site file (rules.md, "Calendars"), as written; what it means is in `calendar.ts`. */
export const calendarSchema = z.strictObject({
  id: z.string().min(1).max(128),
  timezone: z.string().optional(),
  week: z.record(z.string(), spans).optional(),
  closed: z.array(z.string()).optional(),
  open: z.record(z.string(), spans).optional(),
  holidays: z.array(z.string()).optional(),
})
export type CalendarConfig = z.infer<typeof calendarSchema>
