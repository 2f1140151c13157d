import { itemAt } from '../collections/present.ts'
import type { AnyEvent } from '../event/event.ts'
import { matchesCriteria } from './event-criteria.ts'
import { isMerged } from './field-value.ts'
import { addTransition, eventName, type RuleMoment } from './moment.ts'
import type { CountRule } from './rule.ts'
import type { EventName, RuleTransition, SubjectKind } from './rule-transition.ts'

/** A count that reached its limit and was not cleared since. */
interface OpenCount {
  readonly number: number
  readonly start: EventName
  /** How many stages were said. */
  readonly stages: number
}

/** What is kept of a count rule for a subject. Never changed in place. */
export interface CountMemory {
  readonly kind: 'count'
  /** How many runs were said. */
  readonly runs: number
  /** Times of the latest hits, no more of them than the highest limit needs. */
  readonly hits: readonly number[]
  readonly open: OpenCount | null
  readonly next: number | null
}

const NO_MEMORY: CountMemory = { kind: 'count', runs: 0, hits: [], open: null, next: null }

/** The events at which a subject of this kind ends, which clears its counts. */
export function endTypes(subject: SubjectKind): readonly string[] {
  if (subject === 'contact') return ['contact.ended', 'contact.abandoned', 'contact.left']
  return subject === 'case' ? ['case.resolved'] : []
}

/** When the window will be empty (ms), for an open count of a subject that never ends; else null. */
export function emptyAt(rule: CountRule, hits: readonly number[], open: OpenCount | null): number | null {
  if (open === null || rule.withinMs === null || !rule.clearsByTime) return null
  const last = hits.at(-1)
  return last === undefined ? null : last + rule.withinMs
}

function cleared(
  rule: CountRule,
  memory: CountMemory,
  at: number,
  subject: string,
  transitions: RuleTransition[],
  cause?: EventName,
): CountMemory {
  if (memory.open !== null)
    addTransition(transitions, subject, rule, memory.open, { at, to: 'cleared', cause })
  return { ...NO_MEMORY, runs: memory.runs }
}

/** Adds a hit and says the stages that it reaches. A hit exactly `within` ago no longer counts. */
function hit(rule: CountRule, memory: CountMemory, event: AnyEvent, moment: RuleMoment): CountMemory {
  const { time: at, subject, transitions } = moment
  const alive = memory.hits.filter((time) => rule.withinMs === null || time > at - rule.withinMs)
  const hits = [...alive, at].slice(-itemAt(rule.limits, rule.limits.length - 1))
  let { runs, open } = memory
  for (let stage = open?.stages ?? 0; stage < rule.limits.length; stage++) {
    if (hits.length < itemAt(rule.limits, stage)) break
    if (open === null) runs++
    open = { number: runs, start: open?.start ?? eventName(event), stages: stage + 1 }
    addTransition(transitions, subject, rule, open, { at, to: 'breached', ...(rule.staged ? { stage } : {}) })
  }
  return { kind: 'count', runs, hits, open, next: emptyAt(rule, hits, open) }
}

/** What an event does to a count: a reset or the subject's end sets it to 0 and is not counted itself. */
export function applyToCount(
  rule: CountRule,
  known: CountMemory | null,
  event: AnyEvent,
  moment: RuleMoment,
): CountMemory | null {
  if (matchesCriteria(rule.reset, event) || endTypes(rule.subject).includes(event.type))
    return known === null
      ? null
      : cleared(rule, known, moment.time, moment.subject, moment.transitions, event)
  if (!matchesCriteria(rule.of, event) || !rule.when(moment.fields)) return known
  return hit(rule, known ?? NO_MEMORY, event, moment)
}

/** Judges a count once all events of the instant are applied: of a case that went into another nothing is counted on. */
export function settleCount(rule: CountRule, memory: CountMemory, moment: RuleMoment): CountMemory {
  const { time, subject, transitions, fields, last } = moment
  return isMerged(fields)
    ? cleared(rule, memory, time, subject, transitions, last)
    : passCount(rule, memory, time, subject, transitions)
}

/** Clears a count whose window is empty at or before `until` (inclusive). */
export function passCount(
  rule: CountRule,
  memory: CountMemory,
  until: number,
  subject: string,
  transitions: RuleTransition[],
): CountMemory {
  if (memory.next === null || memory.next > until) return memory
  return cleared(rule, memory, memory.next, subject, transitions)
}
