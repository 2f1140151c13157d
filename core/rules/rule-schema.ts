import { findFaults } from './rule-faults.ts'
import { type RuleConfig, ruleShape } from './rule-shape.ts'

export type { RuleConfig }

/** One rule of the site file. An error's path is the way within the rule, such as ['when', 'colour']. */
export const ruleSchema = ruleShape.superRefine((rule, context) => {
  for (const { path, message } of findFaults(rule))
    context.addIssue({ code: 'custom', path: [...path], message })
})
