/** What may be the subject of a rule (rules.md, "Subjects, their fields, and who hears what"). */
export const subjectKinds = [
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'callback',
  'contact',
  'allowance',
  'customer',
  'agent',
  'queue',
  'feed',
  'team',
  'site',
] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** Whether something of this kind may be the subject of a rule. */
export function isSubjectKind(kind: string): kind is SubjectKind {
  return subjectKinds.some((known) => known === kind)
}

export type TransitionTo =
  | 'running'
  | 'warned'
  | 'breached'
  | 'paused'
  | 'met'
  | 'late'
  | 'cleared'
  | 'released'

/** An event by its name. */
export interface EventName {
  readonly source: string
  readonly id: string
}

/** One thing that a rule says (rules.md; contract §7). */
export interface RuleTransition {
  /** The instant (ms) at which it is so. */
  readonly at: number
  readonly rule: string
  /** Kind and id of the subject: "case/C1". */
  readonly subject: string
  readonly run: number
  readonly to: TransitionTo
  readonly stage?: number
  /** The due (ms) that it was judged by. */
  readonly dueAt?: number
  /** The event at which the run began. */
  readonly start: EventName
  /** The event that caused a running, paused, released or cleared. */
  readonly cause?: EventName
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The order of contract §7, as far as fields tell; lines that are equal in it stay as they happened. */
export function compareTransitions(a: RuleTransition, b: RuleTransition): number {
  return a.at - b.at || compareText(a.rule, b.rule) || compareText(a.subject, b.subject) || a.run - b.run
}
