import { instantOf, isMerged, numberOf, type SubjectFields } from './field-value.ts'
import { addTransition, eventName, type RuleMoment } from './moment.ts'
import type { LevelRule } from './rule.ts'
import type { EventName, RuleTransition } from './rule-transition.ts'

/** A level that was breached and not cleared since. */
interface OpenLevel {
  readonly number: number
  readonly start: EventName
  /** How many stages were reached in this run. */
  readonly stages: number
}

/** What is kept of a level rule for a subject. Never changed in place. */
export interface LevelMemory {
  readonly kind: 'level'
  /** How many runs were said. */
  readonly runs: number
  /** Whether `when` holds; if not, the level counts as on its good side. */
  readonly holds: boolean
  /** The figure, or the instant (ms) whose age it is; null: no value, or too little to judge. */
  readonly figure: number | null
  /** For each stage since when it is reached without a break, or null. */
  readonly since: readonly (number | null)[]
  readonly open: OpenLevel | null
  readonly next: number | null
  /** Nothing is judged: a feed that the figure hangs on is not heard. */
  readonly suspended?: boolean
}

const NO_MEMORY: LevelMemory = {
  kind: 'level',
  runs: 0,
  holds: true,
  figure: null,
  since: [],
  open: null,
  next: null,
}

function metricOf(rule: LevelRule, fields: SubjectFields): number | null {
  for (const { read, min } of rule.least) if ((numberOf(read(fields)) ?? -Infinity) < min) return null
  const value = rule.read(fields)
  return rule.age ? instantOf(value) : numberOf(value)
}

/** The value at an instant: null is neither side. */
function valueAt(rule: LevelRule, memory: LevelMemory, at: number): number | null {
  return memory.figure !== null && rule.age ? at - memory.figure : memory.figure
}

function isReached(rule: LevelRule, value: number, threshold: number): boolean {
  return rule.side === 'above' ? value >= threshold : value < threshold
}

function isClear(rule: LevelRule, memory: LevelMemory, value: number | null): boolean {
  if (!memory.holds) return true
  return value === null ? rule.noValueClears : !isReached(rule, value, rule.clear)
}

/** The worst stage that has held long enough and was not yet reached in this run; -1 if there is none. */
function newStage(rule: LevelRule, memory: LevelMemory, at: number): number {
  for (let stage = rule.thresholds.length - 1; stage >= (memory.open?.stages ?? 0); stage--) {
    const since = memory.since[stage] ?? null
    if (since !== null && at - since >= rule.forMs) return stage
  }
  return -1
}

/** The next instant after `at` at which an age crosses a threshold or a stage has held long enough. */
function nextOf(rule: LevelRule, memory: LevelMemory, at: number): number | null {
  const { holds, figure } = memory
  if (!holds || figure === null) return null
  const instants = rule.age ? [...rule.thresholds, rule.clear].map((age) => figure + age) : []
  for (const since of memory.since) if (since !== null) instants.push(since + rule.forMs)
  let next: number | null = null
  for (const instant of instants) if (instant > at && (next === null || instant < next)) next = instant
  return next
}

/** Judges the level at an instant and says what changed. */
function stepped(
  rule: LevelRule,
  memory: LevelMemory,
  at: number,
  subject: string,
  transitions: RuleTransition[],
  cause?: EventName,
): LevelMemory {
  const value = memory.holds ? valueAt(rule, memory, at) : null
  const since = rule.thresholds.map((threshold, stage) =>
    value !== null && isReached(rule, value, threshold) ? (memory.since[stage] ?? at) : null,
  )
  let { runs, open } = memory
  if (open !== null && isClear(rule, memory, value)) {
    addTransition(transitions, subject, rule, open, { at, to: 'cleared', cause })
    open = null
  }
  const stage = newStage(rule, { ...memory, since, open }, at)
  if (stage >= 0) {
    // A level may be reached by time alone, so a run is named after its instant, not after an event.
    open ??= { number: ++runs, start: { source: 'system/level', id: new Date(at).toISOString() }, stages: 0 }
    open = { ...open, stages: stage + 1 }
    addTransition(transitions, subject, rule, open, { at, to: 'breached', ...(rule.staged ? { stage } : {}) })
  }
  const after = { ...memory, runs, since, open }
  return { ...after, next: nextOf(rule, after, at) }
}

/** Judges a level on the fields after all events of an instant. */
export function settleLevel(rule: LevelRule, known: LevelMemory | null, moment: RuleMoment): LevelMemory {
  const { suspended, ...memory } = known ?? NO_MEMORY
  const { fields, time, subject, transitions, last } = moment
  if (moment.unsure === true && rule.ofFeeds) return { ...memory, suspended: true, next: null }
  const holds = rule.when(fields) && !isMerged(fields)
  const metric = holds ? metricOf(rule, fields) : null
  const same = known !== null && suspended !== true && holds === memory.holds && metric === memory.figure
  if (same && (memory.next === null || memory.next > time)) return known
  const cause = last === undefined ? undefined : eventName(last)
  return stepped(rule, { ...memory, holds, figure: metric }, time, subject, transitions, cause)
}

/** The subject has gone: what is open of a level is cleared at `at`. */
export function endLevel(
  rule: LevelRule,
  memory: LevelMemory,
  at: number,
  subject: string,
  transitions: RuleTransition[],
): LevelMemory {
  return stepped(rule, { ...memory, holds: false, figure: null }, at, subject, transitions)
}

/** Says what time alone makes of a level up to `until` (inclusive). */
export function passLevel(
  rule: LevelRule,
  memory: LevelMemory,
  until: number,
  subject: string,
  transitions: RuleTransition[],
): LevelMemory {
  let passed = memory
  while (passed.next !== null && passed.next <= until)
    passed = stepped(rule, passed, passed.next, subject, transitions)
  return passed
}
