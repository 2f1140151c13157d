import type { AnyEvent } from '../event/event.ts'
import type { SubjectFields } from './field-value.ts'
import type { EventName, RuleTransition, TransitionTo } from './rule-transition.ts'

/** An instant as the rules of one subject judge it; what they say goes to `lines`. */
export interface RuleMoment {
  readonly time: number
  readonly subject: string
  /** The fields after all events of the instant. */
  readonly fields: SubjectFields
  /** A feed that the fields hang on is not heard. */
  readonly unsure?: boolean
  /** The instant's last event, which is taken as the cause of what follows from all of them. */
  readonly last: AnyEvent | undefined
  readonly transitions: RuleTransition[]
}

/** What a line says beside who says it. */
interface Emitted {
  readonly at: number
  readonly to: TransitionTo
  readonly stage?: number
  readonly dueAt?: number | null
  readonly cause?: EventName | undefined
}

/** Which event it is: by its source and id. */
export function eventName(event: AnyEvent): EventName {
  return { source: event.source, id: event.id }
}

/** Adds a line; a field without value is left out. */
export function addTransition(
  transitions: RuleTransition[],
  subject: string,
  rule: { readonly id: string },
  run: { readonly number: number; readonly start: EventName },
  emitted: Emitted,
): void {
  const { at, to, stage, dueAt, cause } = emitted
  const { number, start } = run
  // In the order in which a line is written down.
  transitions.push({
    ...{ at, rule: rule.id, subject, run: number, to },
    ...(stage === undefined ? {} : { stage }),
    ...(dueAt === undefined || dueAt === null ? {} : { dueAt }),
    start,
    ...(cause === undefined ? {} : { cause: { source: cause.source, id: cause.id } }),
  })
}
