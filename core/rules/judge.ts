import { itemAt } from '../collections/present.ts'
import type { AnyEvent } from '../event/event.ts'
import { applyToClock, type OnEnd, passClock, settleClock, takeOverClock } from './clock.ts'
import { dueToJudge } from './clock-run.ts'
import { applyToCount, passCount, settleCount } from './count.ts'
import type { SubjectFields } from './field-value.ts'
import { passLevel, settleLevel } from './level.ts'
import type { RuleMoment } from './moment.ts'
import { afterEnd, carriedOver, type Memory } from './reconfigure.ts'
import type { KindRules, Rule, RuleSet } from './rule.ts'
import { compareTransitions, type RuleTransition, type SubjectKind } from './rule-transition.ts'
import { type ClockWhy, whyOf } from './why.ts'

/** All that a subject hears at one time, and its fields after all of it. */
export interface SubjectInstant {
  /** Whole ms. */
  readonly time: number
  /** In order (time, source, id). Empty where fields changed without an event, as those of a row do by time alone. */
  readonly events: readonly AnyEvent[]
  readonly fields: SubjectFields
  /** A feed that the fields hang on is not heard. */
  readonly unsure?: boolean
  /** What goes on in this subject from now on: their clocks that run are its own. */
  readonly takesOver?: readonly RuleState[]
}

/** What the rules know of one subject: plain JSON, so that a snapshot can hold it. */
export interface RuleState {
  readonly kind: SubjectKind
  readonly id: string
  /** By the rule's place among those of the kind. */
  memories: (Memory | null)[]
  /** How many runs were said of rules that went, so that one that comes back counts on. */
  gone: Readonly<Record<string, number>>
  next: number | null
}

/** A clock that was said and has not ended. */
export interface ClockState {
  readonly rule: string
  readonly subject: string
  readonly run: number
  readonly state: 'running' | 'warned' | 'breached' | 'paused' | 'released'
  readonly startedAt: number
  readonly dueAt: number | null
}

/** Some clock runs: it was not released and does not stand still. */
export const CLOCK_RUNS = 1
export const CLOCK_WARNED = 2
export const CLOCK_BREACHED = 4

/** Judges subjects by a set of rules. Pure but for the state handed in; never reads a clock. */
export interface Judge {
  readonly rules: RuleSet
  /** A subject of which nothing was heard yet; null if no rule is about this kind. */
  begin(kind: SubjectKind, id: string): RuleState | null
  /**
   * Whether an event of this type may be the first that matters for a subject of this kind: it is an entry of a
   * rule, or a level is judged at every event.
   */
  listens(kind: SubjectKind, type: string): boolean
  /** Says what fell due before the instant, then applies the instant and judges it. Changes the state. */
  apply(state: RuleState, instant: SubjectInstant): RuleTransition[]
  /** Says what falls due up to `until` (ms, inclusive). Changes the state. */
  advance(state: RuleState, until: number): RuleTransition[]
  /** The subject has gone at `at`: its levels that are open are cleared. Changes the state. */
  leave(state: RuleState, at: number): RuleTransition[]
  /** The next instant (ms) at which time alone may make something be said. */
  next(state: RuleState): number | null
  /** The clocks that run, also paused and released ones, in the order of the rules. */
  clocks(state: RuleState): ClockState[]
  /** What those clocks amount to, as a sum of `CLOCK_RUNS`, `CLOCK_WARNED` and `CLOCK_BREACHED`. */
  status(state: RuleState): number
  /** Why the deadlines of those clocks are what they are. */
  why(state: RuleState): ClockWhy[]
  /** A copy that later calls on the state do not change. */
  copy(state: RuleState): RuleState
  /**
   * Takes over a state that a judge by other rules made, at the instant `at` from which the new rules are in
   * force: a changed rule acts like a changed limit, runs of a rule that went are released.
   */
  takeOver(
    state: RuleState,
    old: Judge,
    at: number,
    fields: SubjectFields,
    unsure?: boolean,
  ): RuleTransition[]
}

const NO_RULES: KindRules = { rules: [], byType: new Map(), hasLevels: false }

function applied(
  rule: Rule,
  memory: Memory | null,
  event: AnyEvent,
  moment: RuleMoment,
  onEnd?: OnEnd,
): Memory | null {
  switch (rule.kind) {
    case 'clock':
      return applyToClock(rule, memory?.kind === 'clock' ? memory : null, event, moment, onEnd)
    case 'count':
      return applyToCount(rule, memory?.kind === 'count' ? memory : null, event, moment)
    case 'level':
      return memory
  }
}

function settled(rule: Rule, memory: Memory | null, moment: RuleMoment): Memory | null {
  switch (rule.kind) {
    case 'clock':
      return memory?.kind === 'clock' ? settleClock(rule, memory, moment) : null
    case 'count':
      return memory?.kind === 'count' ? settleCount(rule, memory, moment) : null
    case 'level':
      return settleLevel(rule, memory?.kind === 'level' ? memory : null, moment)
  }
}

function passed(
  rule: Rule,
  memory: Memory,
  until: number,
  subject: string,
  transitions: RuleTransition[],
): Memory {
  if (rule.kind === 'clock' && memory.kind === 'clock')
    return passClock(rule, memory, until, subject, transitions)
  if (rule.kind === 'count' && memory.kind === 'count')
    return passCount(rule, memory, until, subject, transitions)
  if (rule.kind === 'level' && memory.kind === 'level')
    return passLevel(rule, memory, until, subject, transitions)
  throw new Error(`a ${rule.kind} rule has no ${memory.kind} memory`)
}

/** The clocks that run of another subject run on in this one. */
function takeOverRuns(rules: readonly Rule[], state: RuleState, from: RuleState, at: number): void {
  for (const [place, memory] of from.memories.entries()) {
    const [rule, own] = [rules[place], state.memories[place] ?? null]
    if (rule?.kind !== 'clock' || memory?.kind !== 'clock' || memory.run === null) continue
    state.memories[place] = takeOverClock(rule, own?.kind === 'clock' ? own : null, memory.run, at)
  }
}

/** The earliest next instant of all memories. */
function nextOf(memories: readonly (Memory | null)[]): number | null {
  let next: number | null = null
  for (const memory of memories) {
    const own = memory?.next ?? null
    if (own !== null && (next === null || own < next)) next = own
  }
  return next
}

function passTime(rules: KindRules, state: RuleState, until: number, transitions: RuleTransition[]): void {
  if (state.next === null || state.next > until) return
  const subject = subjectOf(state)
  for (const [place, memory] of state.memories.entries())
    if (memory !== null && memory.next !== null && memory.next <= until)
      state.memories[place] = passed(itemAt(rules.rules, place), memory, until, subject, transitions)
  state.next = nextOf(state.memories)
}

function subjectOf(state: RuleState): string {
  return `${state.kind}/${state.id}`
}

function clockState(rule: Rule, memory: Memory | null, subject: string): ClockState | null {
  if (rule.kind !== 'clock' || memory?.kind !== 'clock') return null
  const { run } = memory
  if (run === null || run.number === 0) return null
  const base = { rule: rule.id, subject, run: run.number, startedAt: run.startedAt, dueAt: dueToJudge(run) }
  if (!run.holds) return { ...base, state: 'released' }
  if (run.pausedAt !== null) return { ...base, state: 'paused' }
  if (run.breachedInSetting) return { ...base, state: 'breached' }
  return { ...base, state: run.emittedStages.length > 0 ? 'warned' : 'running' }
}

/** What a memory adds to `standing`: asked at every event, so nothing is made for it. */
function statusBits(memory: Memory | null): number {
  if (memory?.kind !== 'clock' || memory.run === null || memory.run.number === 0) return 0
  const { holds, pausedAt, breachedInSetting, emittedStages } = memory.run
  if (!holds || pausedAt !== null) return 0
  if (breachedInSetting) return CLOCK_RUNS | CLOCK_BREACHED
  return emittedStages.length > 0 ? CLOCK_RUNS | CLOCK_WARNED : CLOCK_RUNS
}

/** Makes a judge by these rules; `onEnd` is told of every run of a clock that a stop ends, for `whyOf`. */
export function createJudge(rules: RuleSet, onEnd?: OnEnd): Judge {
  const kindRules = (kind: SubjectKind) => rules.byKind.get(kind) ?? NO_RULES

  function apply(state: RuleState, instant: SubjectInstant, transitions: RuleTransition[]): void {
    const { rules: all, byType } = kindRules(state.kind)
    const { time, fields, events, unsure = false, takesOver = [] } = instant
    const moment: RuleMoment = {
      time,
      fields,
      unsure,
      subject: subjectOf(state),
      last: events.at(-1),
      transitions,
    }
    for (const from of takesOver) takeOverRuns(all, state, from, time)
    for (const event of events)
      for (const place of byType.get(event.type) ?? [])
        state.memories[place] = applied(
          itemAt(all, place),
          itemAt(state.memories, place),
          event,
          moment,
          onEnd,
        )
    for (const [place, rule] of all.entries())
      state.memories[place] = settled(rule, state.memories[place]!, moment)
    state.next = nextOf(state.memories)
  }

  return {
    rules,
    begin(kind, id) {
      const { rules: all } = kindRules(kind)
      if (all.length === 0) return null
      return { kind, id, memories: all.map(() => null), gone: {}, next: null }
    },
    listens: (kind, type) => kindRules(kind).byType.has(type) || kindRules(kind).hasLevels,
    apply(state, instant) {
      const transitions: RuleTransition[] = []
      // Instants are whole ms: what falls due at the instant itself is judged once its events are applied.
      passTime(kindRules(state.kind), state, instant.time - 1, transitions)
      apply(state, instant, transitions)
      return transitions.length > 1 ? transitions.sort(compareTransitions) : transitions
    },
    advance(state, until) {
      if (state.next === null || state.next > until) return []
      const transitions: RuleTransition[] = []
      passTime(kindRules(state.kind), state, until, transitions)
      return transitions.length > 1 ? transitions.sort(compareTransitions) : transitions
    },
    leave(state, goneAt) {
      const end = { at: goneAt, subject: subjectOf(state), transitions: [] }
      state.memories = afterEnd(kindRules(state.kind).rules, state.memories, end)
      state.next = nextOf(state.memories)
      return end.transitions
    },
    next: (state) => state.next,
    clocks(state) {
      const subject = subjectOf(state)
      const { rules: all } = kindRules(state.kind)
      const clocks: ClockState[] = []
      for (const [place, rule] of all.entries()) {
        const clock = clockState(rule, itemAt(state.memories, place), subject)
        if (clock !== null) clocks.push(clock)
      }
      return clocks
    },
    status(state) {
      let bits = 0
      for (const memory of state.memories) bits |= statusBits(memory)
      return bits
    },
    why(state) {
      const { rules: all } = kindRules(state.kind)
      return state.memories.flatMap((memory, place) => {
        const rule = itemAt(all, place)
        if (rule.kind !== 'clock' || memory?.kind !== 'clock' || memory.run === null) return []
        return memory.run.number === 0 ? [] : [whyOf(rule, memory.run, subjectOf(state))]
      })
    },
    copy: (state) => ({ ...state, memories: [...state.memories] }),
    takeOver(state, old, from, fields, unsure = false) {
      const transitions = old.advance(state, from - 1)
      const before = old.rules.byKind.get(state.kind)?.rules ?? []
      const subject = subjectOf(state)
      const carried = carriedOver(before, kindRules(state.kind).rules, state, {
        at: from,
        fields,
        subject,
        transitions,
      })
      state.memories = carried.memories
      state.gone = carried.gone
      apply(state, { time: from, fields, events: [], unsure }, transitions)
      return transitions.sort(compareTransitions)
    },
  }
}
