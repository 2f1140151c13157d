import { z } from 'zod'
import { calendarSchema, isTimezone } from '../calendars/calendar-schema.ts'
import { holidayListSchema } from '../calendars/holiday-list.ts'
import { type Language, languages } from '../config/languages.ts'
import { caseKinds } from '../event/case-kinds.ts'
import { idText } from '../event/event-data.ts'
import { alertsSchema, noAlerts } from '../notify/alerts-schema.ts'
import { reachSchema } from '../notify/reach-schema.ts'
import { acts } from '../pbx-actions/act-request.ts'
import { ruleSchema } from '../rules/rule-schema.ts'
import { boardSchema } from './board-schema.ts'
import { limitsSchema, usualLimits } from './limits.ts'
import { playbookSchema, usualWalls, wallsSchema } from './page-schema.ts'
import { type Role, roles } from './roles.ts'

/** The site file (contract §6). Every key but `site` may be missing; unknown keys are errors. */
const label = z.string().min(1).max(200)
const duration = z.string().regex(/^(\d+(ms|s|m|h|d))+$/, 'must be a duration such as 90s or 1h30m')
const timezone = z.string().refine(isTimezone, 'must be an IANA time zone such as Asia/Shanghai')

export { type Language, languages, type Role, roles }

const siteHeader = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be small letters, digits, - and _'),
  name: label.default('Huiyin'),
  timezone: timezone.default('Asia/Shanghai'),
  language: z.enum(languages).default('en'),
  dayStartsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
    .default('00:00'),
  definitions: z.enum(['international', 'china', 'taiwan']).default('international'),
  terms: z.record(z.string(), z.union([label, z.record(z.string(), label)])).default({}),
})

const queue = z.strictObject({
  id: idText,
  name: label.optional(),
  channel: label.optional(),
  target: z
    .strictObject({ share: z.number().gt(0).max(1), withinSec: z.number().min(0).max(86_400) })
    .optional(),
  shortAbandonSec: z.number().min(0).max(3_600).optional(),
  wrapUpSec: z.number().min(0).max(86_400).optional(),
  opens: z.enum(caseKinds).optional(),
  calendar: idText.optional(),
  team: idText.optional(),
})

const scope = z.strictObject({ queues: z.array(idText).optional(), teams: z.array(idText).optional() })

const person = z.strictObject({
  id: idText,
  name: label,
  role: z.enum(roles),
  login: z.string().min(1).max(128).optional(),
  email: z.email().optional(),
  reach: reachSchema.optional(),
  team: idText.optional(),
  agent: idText.optional(),
  scope: scope.optional(),
  password: z.string().min(8).max(200).optional(),
  language: z.enum(languages).optional(),
  disabled: z.boolean().optional(),
})

const feed = z.strictObject({
  id: idText,
  kind: z.string().min(1).max(64),
  token: z.string().min(8).max(512).optional(),
  tokenFile: z.string().min(1).optional(),
  silentAfter: duration.optional(),
  host: z.string().min(1).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  /** asterisk: AMI over TLS; whom its certificate is taken from besides the world's authorities, or which one alone. */
  tls: z.boolean().optional(),
  ca: z.string().min(1).max(65_536).optional(),
  caFile: z.string().min(1).optional(),
  fingerprint: z
    .string()
    .regex(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, 'must be the SHA-256 of a certificate: 64 hexadecimal digits')
    .optional(),
  username: z.string().min(1).max(128).optional(),
  secret: z.string().min(1).max(512).optional(),
  secretFile: z.string().min(1).optional(),
  queues: z.record(z.string(), idText).optional(),
  agents: z.record(z.string(), idText).optional(),
  /** asterisk: the digits by which callers leave a queue, and what that stands for. */
  exits: z
    .record(
      z.string().regex(/^[0-9*#A-D]{1,16}$/, 'must be digits as they are pressed, such as 3'),
      z.enum(['callback', 'voicemail', 'other']),
    )
    .optional(),
  /** asterisk: what the PBX writes as the reason of a pause, and the reason that it is here. */
  reasons: z.record(z.string().min(1).max(80), z.string().min(1).max(128)).optional(),
  /** asterisk, and http with `actions`: how it dials out what is pressed here. */
  dial: z
    .strictObject({
      context: z.string().min(1).max(80).optional(),
      prefix: z
        .string()
        .regex(/^[0-9*#]{0,8}$/, 'must be digits')
        .optional(),
      country: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'must be a country code such as 86')
        .optional(),
      blocked: z
        .array(z.string().regex(/^\+?\d{1,20}\*?$/, 'must be a number, or its beginning and *'))
        .max(1_000)
        .optional(),
      /** Emergency numbers besides those that are known; they are never dialled. */
      emergency: z
        .array(z.string().regex(/^\d{2,8}$/, 'must be digits'))
        .max(100)
        .optional(),
      ringSec: z.number().int().min(5).max(120).optional(),
    })
    .optional(),
  /** http: the acts that the PBX behind it takes, as requests signed per Standard Webhooks. */
  actions: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      acts: z.array(z.enum(acts)).min(1),
    })
    .optional(),
})

export const siteSchema = z.strictObject({
  site: siteHeader,
  queues: z.array(queue).default([]),
  teams: z
    .array(
      z.strictObject({
        id: idText,
        name: label,
        leads: z.array(idText).default([]),
        members: z.array(idText).default([]),
      }),
    )
    .default([]),
  people: z.array(person).default([]),
  departments: z
    .array(
      z.strictObject({
        id: idText,
        name: label,
        reach: reachSchema.optional(),
        calendar: idText.optional(),
        lead: idText.optional(),
      }),
    )
    .default([]),
  causes: z
    .array(z.strictObject({ id: idText, title: z.union([label, z.record(z.string(), label)]) }))
    .default([]),
  authority: z
    .array(
      z.strictObject({
        role: z.enum(roles),
        kind: idText,
        upTo: z.strictObject({ amount: z.number().min(0), currency: z.string().min(1).max(8) }),
      }),
    )
    .default([]),
  playbooks: z.array(playbookSchema).default([]),
  walls: wallsSchema.default(usualWalls),
  feeds: z.array(feed).default([]),
  apiTokens: z
    .array(
      z.strictObject({
        name: label,
        token: z.string().min(8).max(512).optional(),
        tokenFile: z.string().min(1).optional(),
        role: z.enum(roles),
        agent: idText.optional(),
      }),
    )
    .default([]),
  boards: z.array(boardSchema).default([]),
  calendars: z.array(calendarSchema).default([]),
  /** Official days that do not come with Huiyin; those of the data folder are put here when the file is applied. */
  holidays: z.array(holidayListSchema).max(400).default([]),
  rules: z.array(ruleSchema).default([]),
  alerts: alertsSchema.default(noAlerts),
  limits: limitsSchema.default(usualLimits),
  /** Which roles sign in with a second factor only; anybody may. */
  security: z
    .strictObject({ secondFactor: z.array(z.enum(roles)).default([]) })
    .default({ secondFactor: [] }),
  privacy: z
    .strictObject({
      unmask: z.array(z.enum(roles)).default([]),
      keepDays: z.record(z.string(), z.number().int().min(1)).default({}),
    })
    .default({ unmask: [], keepDays: {} }),
})

/** The site file as read, defaults filled in. */
export type Site = z.infer<typeof siteSchema>
export type PersonConfig = Site['people'][number]
export type FeedConfig = Site['feeds'][number]

/** The set that is in force before any site file was applied: nothing but a name. */
export function emptySite(id = 'site'): Site {
  return siteSchema.parse({ site: { id, name: id } })
}
