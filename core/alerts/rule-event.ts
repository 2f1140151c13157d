import type { EmittedTransition } from '../cases/transition-key.ts'
import type { FloorEvent } from '../event.ts'
import { parseInstant } from '../parse-instant.ts'
import { instantText, type Severity } from '../row.ts'
import { ruleEventId } from '../rules/rule-event-id.ts'
import type { EventName, RuleTransition, TransitionTo } from '../rules/rule-transition.ts'

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
export function ruleEventName(line: RuleTransition, takenBack: number): string {
  const id = ruleEventId(line)
  return takenBack === 0 ? id : `${id}~${takenBack}`
}

function dataOf(line: Omit<RuleTransition, 'to'>): Record<string, unknown> {
  const { rule, subject, run, stage, dueAt, start, cause } = line
  return {
    ...{ rule, subject, run, start },
    ...(stage === undefined ? {} : { stage }),
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(cause === undefined ? {} : { cause }),
  }
}

const RAISING: ReadonlySet<string> = new Set(['warned', 'breached'])

/** The event of the log that says a line at the instant at which it is so; what raises an alert says what it is about. */
export function ruleEvent(
  line: RuleTransition,
  takenBack: number,
  about: (line: RuleTransition) => AlertAbout,
): FloorEvent {
  return {
    id: ruleEventName(line, takenBack),
    source: `rule/${line.rule}`,
    type: `rule.${line.to}`,
    time: line.at,
    subject: line.subject,
    data: { ...dataOf(line), ...(RAISING.has(line.to) ? about(line) : {}) },
  }
}

/** The event that takes a line back, found out at `at`. */
export function voidedEvent(line: RuleTransition, takenBack: number, at: number): FloorEvent {
  const voids = ruleEventName(line, takenBack)
  return {
    id: `voided-${voids}`,
    source: `rule/${line.rule}`,
    type: 'rule.voided',
    time: Math.max(at, line.at),
    subject: line.subject,
    data: { ...dataOf(line), voids, said: line.to, saidAt: instantText(line.at) },
  }
}

/** The line that a `rule.*` event said, or that it took back. */
export function transitionOf({ type, time, subject, data }: FloorEvent): EmittedTransition {
  const voided = type === 'rule.voided'
  const dueAt = parseInstant(data.dueAt)
  const line = {
    at: voided ? (parseInstant(data.saidAt) ?? time) : time,
    rule: data.rule as string,
    subject,
    run: data.run as number,
    ...(data.stage === undefined ? {} : { stage: data.stage as number }),
    ...(dueAt === null ? {} : { dueAt }),
    start: data.start as EventName,
    ...(data.cause === undefined ? {} : { cause: data.cause as EventName }),
  }
  if (voided) return { ...line, to: 'voided', voids: data.said as TransitionTo }
  return { ...line, to: type.slice('rule.'.length) as TransitionTo }
}
