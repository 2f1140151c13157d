import type { Calendar } from '../calendars/calendar.ts'
import type { Condition } from './condition.ts'
import type { EventCriteria } from './event-criteria.ts'
import type { ReadField, SubjectFields } from './field-value.ts'
import type { RuleConfig } from './rule-shape.ts'
import type { SubjectKind } from './rule-transition.ts'

interface RuleHead {
  readonly id: string
  readonly subject: SubjectKind
  /** `when` and `while` together. */
  readonly when: Condition
  /** As written, for titles, severity and whom to tell. */
  readonly config: RuleConfig
}

/** A warning as a share (0–100) of the limit, or as working time left. */
export type Warning = { readonly percent: number } | { readonly leftMs: number }

export interface ClockRule extends RuleHead {
  readonly kind: 'clock'
  readonly start: EventCriteria
  readonly stop: EventCriteria
  readonly pause: EventCriteria
  readonly resume: EventCriteria
  /** The limit for the present fields; null if no row of the table matches, or there is none. */
  readonly limitMs: (fields: SubjectFields) => number | null
  readonly due: ReadField | null
  readonly warnings: readonly Warning[]
  readonly calendar: Calendar
}

export interface CountRule extends RuleHead {
  readonly kind: 'count'
  readonly of: EventCriteria
  readonly reset: EventCriteria
  readonly withinMs: number | null
  readonly limits: readonly number[]
  /** Whether breaches say their stage. */
  readonly staged: boolean
  /** Whether an empty window clears (customers and agents, who never end). */
  readonly clearsByTime: boolean
}

export interface LevelRule extends RuleHead {
  readonly kind: 'level'
  readonly read: ReadField
  /** The figure is `now` − the field. */
  readonly age: boolean
  readonly side: 'above' | 'below'
  readonly thresholds: readonly number[]
  readonly staged: boolean
  readonly clear: number
  /** Whether no value clears; else it is neither side. */
  readonly noValueClears: boolean
  readonly forMs: number
  /** Whether the figure hangs on feeds: while one of them is not heard, nothing is judged. */
  readonly ofFeeds: boolean
  readonly least: readonly { readonly read: ReadField; readonly min: number }[]
}

export type Rule = ClockRule | CountRule | LevelRule

/** The rules of one kind of subject. A rule's place in the list is its place in a subject's state. */
export interface KindRules {
  readonly rules: readonly Rule[]
  /** For each event type the places of the rules in which it may be an entry. */
  readonly byType: ReadonlyMap<string, readonly number[]>
  /** Whether some rule is a level, which is judged at every event. */
  readonly hasLevels: boolean
}

export interface RuleSet {
  readonly rules: readonly Rule[]
  readonly byKind: ReadonlyMap<SubjectKind, KindRules>
}
