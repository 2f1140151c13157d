import { hash128 } from '../collections/hash128.ts'
import type { EventName, RuleTransition } from './rule-transition.ts'

function nameText(name: EventName | undefined): string[] {
  return name === undefined ? [] : [name.source, name.id]
}

/**
 * The id of the `rule.*` event that says a line (rules.md, "Timers"): the same evidence gives the same id, in every
 * process and however often it is said, so that the log keeps one. It is made of rule, subject, the run's start
 * event, `to`, `stage`, the due it was judged by and the event that caused it; not of the run's number.
 */
export function ruleEventId(transition: Omit<RuleTransition, 'to'> & { readonly to: string }): string {
  const { rule, subject, start, to, stage, dueAt, cause } = transition
  const parts = [rule, subject, nameText(start), to, stage ?? null, dueAt ?? null, nameText(cause)]
  return `${to}-${hash128(JSON.stringify(parts))}`
}
