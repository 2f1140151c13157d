import type { EventOfKind, EventOfType } from '../event/event.ts'
import { instantText, type Severity } from '../rows/row.ts'
import { ruleEventId } from '../rules/rule-event-id.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import type { EmittedTransition } from '../rules/transition-key.ts'
import { parseInstant } from '../time/parse-instant.ts'

/** Whom an alert concerns and how it reads, as things stood when it was said. */
export interface AlertAbout {
  readonly severity: Severity
  readonly title: Readonly<Record<string, string>>
  readonly case: string | null
  readonly team: string | null
}

/**
 * The id of the event that says a line. What was taken back and follows again is said again: then under the same
 * name with how many times it was taken back before.
 */
export function ruleEventName(transition: RuleTransition, takenBack: number): string {
  const id = ruleEventId(transition)
  return takenBack === 0 ? id : `${id}~${takenBack}`
}

function dataOf(transition: Omit<RuleTransition, 'to'>) {
  const { rule, subject, run, stage, dueAt, start, cause } = transition
  return {
    ...{ rule, subject, run, start },
    ...(stage === undefined ? {} : { stage }),
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(cause === undefined ? {} : { cause }),
  }
}

/** The event of the log that says a line at the instant at which it is so; what raises an alert says what it is about. */
export function ruleEvent(
  transition: RuleTransition,
  takenBack: number,
  about: (transition: RuleTransition) => AlertAbout,
): EventOfKind<'rule'> {
  const { rule, subject, to, at: time } = transition
  const event = { id: ruleEventName(transition, takenBack), source: `rule/${rule}`, time, subject }
  const data = dataOf(transition)
  return to === 'warned' || to === 'breached'
    ? { ...event, type: `rule.${to}`, data: { ...data, ...about(transition) } }
    : { ...event, type: `rule.${to}`, data }
}

/** The event that takes a line back, found out at `at`. */
export function voidedEvent(
  transition: RuleTransition,
  takenBack: number,
  at: number,
): EventOfType<'rule.voided'> {
  const voids = ruleEventName(transition, takenBack)
  return {
    id: `voided-${voids}`,
    source: `rule/${transition.rule}`,
    type: 'rule.voided',
    time: Math.max(at, transition.at),
    subject: transition.subject,
    data: { ...dataOf(transition), voids, said: transition.to, saidAt: instantText(transition.at) },
  }
}

/** The line that a `rule.*` event said, or that it took back. */
export function transitionOf(event: EventOfKind<'rule'>): EmittedTransition {
  const { subject, time } = event
  const { rule, run, stage, start, cause } = event.data
  const dueAt = parseInstant(event.data.dueAt)
  const transition = {
    ...{ rule, subject, run, start },
    ...(stage === undefined ? {} : { stage }),
    ...(dueAt === null ? {} : { dueAt }),
    ...(cause === undefined ? {} : { cause }),
  }
  if (event.type === 'rule.voided')
    return {
      ...transition,
      at: parseInstant(event.data.saidAt) ?? time,
      to: 'voided',
      voids: event.data.said,
    }
  return { ...transition, at: time, to: saidBy[event.type] }
}

/** What each type says. */
const saidBy = {
  'rule.running': 'running',
  'rule.warned': 'warned',
  'rule.breached': 'breached',
  'rule.paused': 'paused',
  'rule.met': 'met',
  'rule.late': 'late',
  'rule.cleared': 'cleared',
  'rule.released': 'released',
} as const
