import { z } from 'zod'
import { languages } from '../config/languages.ts'
import { MAX_DURATION_MS, readDuration } from './duration.ts'
import { subjectKinds } from './rule-transition.ts'

/** The form of the rules of the site file (rules.md); what a rule may name is checked in `rule-faults.ts`. */
const scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])
const condition = z.record(z.string(), z.union([scalar, z.array(scalar).min(1).max(100)]))

const duration = z.string().superRefine((text, context) => {
  const ms = readDuration(text)
  if (ms === null)
    context.addIssue({ code: 'custom', message: `"${text}" must be a duration such as 90s, 15m or 37h30m` })
  else if (ms === 0) context.addIssue({ code: 'custom', message: 'must not be 0' })
  else if (ms > MAX_DURATION_MS)
    context.addIssue({ code: 'custom', message: 'must not be longer than ten years' })
})

const PERCENT = /^(\d{1,3}(?:\.\d{1,3})?)%$/
/** The share (0–100) of an entry such as "50%"; null if it is none. */
export function readPercent(text: string): number | null {
  const match = PERCENT.exec(text)
  const share = match === null ? Number.NaN : Number(match[1])
  return share >= 0 && share <= 100 ? share : null
}
const warning = z.string().refine((text) => readPercent(text) !== null || readDuration(text) !== null, {
  error: ({ input }) => `"${String(input)}" must be a share such as 50% or a duration such as 15m`,
})

const entry = z.union([z.string(), z.object({ type: z.string() }).catchall(condition.valueType)], {
  error: 'must be an event type, or { type: …, field: value }',
})
const entries = z.array(entry).min(1).max(100)
const limitTable = z
  .array(z.strictObject({ when: condition.optional(), is: duration }))
  .min(1)
  .max(100)

const common = {
  // Its events have the source `rule/<id>`, and a source has 128 characters at most.
  id: z.string().regex(/^[\x20-\x7e]{1,120}$/, 'must be 1–120 printable ASCII characters'),
  subject: z.enum(subjectKinds),
  when: condition.optional(),
  while: condition.optional(),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
  notify: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default('leads'),
  title: z
    .union([z.string().min(1).max(200), z.partialRecord(z.enum(languages), z.string().min(1).max(200))])
    .optional(),
}

const clockRule = z.strictObject({
  ...common,
  kind: z.literal('clock'),
  start: entries,
  stop: entries,
  pause: entries.optional(),
  resume: entries.optional(),
  limit: z
    .union([duration, limitTable], { error: 'must be a duration or a table of { when, is }' })
    .optional(),
  due: z.string().min(1).optional(),
  warn: z.array(warning).max(20).optional(),
  calendar: z.string().min(1).optional(),
})

const times = z.number().int().min(1, 'must be at least 1').max(100_000)
const countRule = z.strictObject({
  ...common,
  kind: z.literal('count'),
  of: entries,
  reset: entries.optional(),
  within: duration.optional(),
  limit: z.union([times, z.array(times).min(1).max(20)]),
})

const threshold = z.union([z.number(), duration], {
  error: 'must be a number, or for an age a duration such as 2m',
})
const thresholds = z.union([threshold, z.array(threshold).min(1).max(20)])
const levelRule = z.strictObject({
  ...common,
  kind: z.literal('level'),
  figure: z.string().min(1),
  below: thresholds.optional(),
  above: thresholds.optional(),
  clear: threshold.optional(),
  for: duration.optional(),
  least: z.record(z.string(), z.number()).optional(),
  /** An addition to rules.md: a figure without value (nobody waits any more) clears. Else it is neither side. */
  noValue: z.literal('clears').optional(),
})

/** A parsed rule is what was written, with severity and notify filled in. */
export const ruleShape = z.discriminatedUnion('kind', [clockRule, countRule, levelRule])
export type RuleConfig = z.infer<typeof ruleShape>
export type ClockConfig = z.infer<typeof clockRule>
export type CountConfig = z.infer<typeof countRule>
export type LevelConfig = z.infer<typeof levelRule>
