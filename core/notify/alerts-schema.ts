import { z } from 'zod'
import { addressRangeSchema } from '../alerts/targets/address-range.ts'
import { targetSchema } from '../alerts/targets/target-schema.ts'
import { isTimezone } from '../calendars/calendar-schema.ts'
import { isDate } from '../calendars/wall-day.ts'
import { readSpan } from '../calendars/wall-span.ts'
import { readWeekKey } from '../calendars/week-key.ts'
import { caseKinds } from '../event/case-kinds.ts'
import { idText } from '../event/event-data.ts'
import { readDuration } from '../rules/duration.ts'
import { readWho } from './who.ts'

/** The key `alerts` of the site file: who is told what, when, and how much of it. What it means is in docs/alerts.md. */

const duration = z.string().refine((text) => readDuration(text) !== null, {
  error: ({ input }) => `"${String(input)}" must be a duration such as 90s, 10m or 1h30m`,
})
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
const severity = z.enum(['info', 'warning', 'critical'])

const someOf = <T extends z.ZodType<string>>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(200)])

const match = z.strictObject({
  rule: someOf(idText).optional(),
  severity: someOf(severity).optional(),
  queue: someOf(idText).optional(),
  team: someOf(idText).optional(),
  kind: someOf(z.enum(caseKinds)).optional(),
  /** Only while this calendar is open. */
  calendar: idText.optional(),
  /** Only while this calendar is closed. */
  outside: idText.optional(),
})

const who = z.string().refine((text) => readWho(text) !== null, {
  error: ({ input }) =>
    `"${String(input)}" must be owner, leads, supervisors, department, person:…, role:…, team:… or roster:…`,
})

const step = z.strictObject({
  after: duration.default('0s'),
  who: someOf(who),
  /** On the desk only: nobody's phone rings. */
  silent: z.boolean().default(false),
})

const route = z.strictObject({
  id: idText,
  match: match.optional(),
  ladder: z.array(step).min(1, 'a route must tell somebody').max(20),
  repeat: z.strictObject({ every: duration, most: z.number().int().min(1).max(20) }).optional(),
  /** From how near on the ladder is climbed; what is less near is for the owner's desk alone. */
  from: z.enum(['warning', 'last-warning', 'breach']).default('last-warning'),
  /** The route that goes on where this one's ladder ends. */
  next: idText.optional(),
})

const span = z.string().refine((text) => readSpan(text) !== null, 'must be HH:MM-HH:MM, such as 08:00-20:00')
const week = z.record(
  z.string().refine((key) => readWeekKey(key) !== null, 'must name days: mon, mon-fri, sat,sun'),
  z.array(span).min(1).max(8),
)

const shift = z.strictObject({
  /** When this shift is worked; always unless given. */
  week: week.optional(),
  members: z.array(idText).min(1, 'a shift must have somebody').max(100),
  /** When the next of `members` takes over, in turn from the day `from` on. */
  handover: z
    .strictObject({
      every: z.enum(['day', 'week']).default('week'),
      at: wallTime.default('00:00'),
      from: z.string().refine(isDate, 'must be a date YYYY-MM-DD').default('2024-01-01'),
    })
    .default({ every: 'week', at: '00:00', from: '2024-01-01' }),
})

const roster = z.strictObject({
  id: idText,
  name: z.string().min(1).max(200).optional(),
  timezone: z.string().refine(isTimezone, 'must be an IANA time zone such as Asia/Shanghai').optional(),
  shifts: z.array(shift).min(1, 'a roster must have a shift').max(50),
  /** Who is told in whose place, where the one on duty cannot be told. */
  deputies: z.record(idText, idText).default({}),
})

export const alertsSchema = z.strictObject({
  /** How long an acknowledgement holds before the alert comes back. */
  ackedFor: duration.default('30m'),
  routes: z.array(route).max(500).default([]),
  rosters: z.array(roster).max(200).default([]),
  /** Hours in which what is not critical waits, for everybody who set none of their own. */
  quiet: z.strictObject({ from: wallTime, to: wallTime }).optional(),
  /** Interruptions per person and hour; what is over goes into a digest. */
  cap: z.number().int().min(1).max(1_000).default(30),
  /** How often a digest goes out while there is something for it. */
  digestEvery: duration.default('10m'),
  /** How much earlier than the customer's own time a department is asked for its answer. */
  lead: duration.default('30m'),
  /** Where messages go out. */
  targets: z.array(targetSchema).max(200).default([]),
  /** Private address ranges to which messages may go all the same, such as 10.0.0.0/8. */
  allow: z.array(addressRangeSchema).max(100).default([]),
})

export type AlertsConfig = z.infer<typeof alertsSchema>
export type RouteConfig = AlertsConfig['routes'][number]
export type RosterConfig = AlertsConfig['rosters'][number]

/** What holds where the site file says nothing of alerts. */
export const noAlerts = (): AlertsConfig => alertsSchema.parse({})
