import { z } from 'zod'

/** A rule of the site file (rules.md), as written. */
export const ruleSchema = z.looseObject({
  id: z.string().min(1).max(128),
  kind: z.enum(['clock', 'count', 'level']),
})
export type RuleConfig = z.infer<typeof ruleSchema>
