import type { ClockState } from '../../../rules/judge.ts'
import { dueOf } from '../../clocks/clock-list.ts'

/** What is asked of the rules in force: whether an event of a type ends the clock of a rule. */
export interface RuleStops {
  stops(rule: string, type: string): boolean
}

/**
 * When the department's answer is due (ms): the hand-off's own due, else that of the clock that only its return ends.
 * A clock that an acceptance ends as well tells when somebody there must take it, which is no answer.
 */
export function handoffDue(
  own: number | null,
  clocks: readonly ClockState[],
  rules: RuleStops,
): number | null {
  const answers = clocks.filter(
    ({ rule }) => rules.stops(rule, 'handoff.returned') && !rules.stops(rule, 'handoff.accepted'),
  )
  return dueOf(own, answers.length > 0 ? answers : clocks)
}
