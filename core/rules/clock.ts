import { present } from '../collections/present.ts'
import type { AnyEvent } from '../event/event.ts'
import { planned, planOf, refreshed, settingOf } from './clock-plan.ts'
import {
  type ClockMemory,
  type ClockRun,
  dueInForce,
  dueToJudge,
  mayBreach,
  nextOfRun,
  openStages,
} from './clock-run.ts'
import { matchesCriteria } from './event-criteria.ts'
import { isMerged } from './field-value.ts'
import { addTransition, eventName, type RuleMoment } from './moment.ts'
import type { ClockRule } from './rule.ts'
import type { EventName, RuleTransition } from './rule-transition.ts'

const NO_MEMORY: ClockMemory = { kind: 'clock', runs: 0, run: null, next: null }

/** Told of each run that a stop event ends, with its subject and when. */
export type OnEnd = (rule: ClockRule, run: ClockRun, subject: string, at: number) => void

const NONE: readonly never[] = []

/** Begins a run and says that it runs, if it may be said: its number and its due in force come with it. */
function begun(rule: ClockRule, memory: ClockMemory, event: AnyEvent, moment: RuleMoment): ClockMemory {
  const { fields, time } = moment
  const holds = rule.when(fields) && !isMerged(fields)
  const start = eventName(event)
  const setting = settingOf(rule, fields)
  const limitMs = rule.limitMs(fields)
  const { due, stages } = planOf(rule, { startedAt: time, pauses: NONE, pausedAt: null, setting, limitMs })
  const isEmitted = holds && due !== null
  const runs = isEmitted ? memory.runs + 1 : memory.runs
  const run: ClockRun = {
    number: isEmitted ? runs : 0,
    start,
    startedAt: time,
    holds,
    pauses: NONE,
    pausedAt: null,
    setting,
    limitMs,
    floor: time,
    after: time,
    changed: false,
    emittedStages: NONE,
    breachedEver: false,
    breachedUnderLimit: false,
    breachedInSetting: false,
    due,
    stages,
    lastDue: isEmitted ? due : null,
  }
  if (isEmitted)
    addTransition(moment.transitions, moment.subject, rule, run, {
      at: time,
      to: 'running',
      dueAt: due,
      cause: event,
    })
  return { kind: 'clock', runs, run, next: nextOfRun(run) }
}

/** The run of a clock that has one. */
const runOf = ({ run }: ClockMemory): ClockRun => present(run, 'the run of a clock')

/** The run with its number, once it has a due in force: before that it is not said at all. */
function numbered(memory: ClockMemory, run: ClockRun): ClockMemory {
  if (run.number > 0 || dueToJudge(run) === null) return { ...memory, run }
  const number = memory.runs + 1
  return { ...memory, runs: number, run: { ...run, number } }
}

/** Says that the run runs, if it may be said, and keeps the due that is now in force. */
function running(rule: ClockRule, memory: ClockMemory, moment: RuleMoment, cause?: EventName): ClockMemory {
  const after = numbered(memory, runOf(memory))
  const run = runOf(after)
  const dueAt = dueToJudge(run)
  if (run.number === 0) return after
  addTransition(moment.transitions, moment.subject, rule, run, {
    at: moment.time,
    to: 'running',
    dueAt,
    cause,
  })
  return { ...after, run: { ...run, lastDue: dueAt ?? run.lastDue } }
}

/** Says how the run ended. Of a released run only a breach is worth a word, of one never said nothing. */
function ended(rule: ClockRule, run: ClockRun, { transitions, subject, time }: RuleMoment): void {
  if (run.number === 0 || !(run.holds || run.breachedEver)) return
  const to = run.breachedEver ? 'late' : 'met'
  addTransition(transitions, subject, rule, run, { at: time, to, dueAt: run.lastDue })
}

function paused(rule: ClockRule, run: ClockRun, event: AnyEvent, moment: RuleMoment): ClockRun {
  if (run.number > 0 && run.holds)
    addTransition(moment.transitions, moment.subject, rule, run, {
      at: moment.time,
      to: 'paused',
      cause: event,
    })
  return planned(rule, { ...run, pausedAt: moment.time })
}

function resumed(rule: ClockRule, memory: ClockMemory, event: AnyEvent, moment: RuleMoment): ClockMemory {
  const last = runOf(memory)
  const pauses = [...last.pauses, { from: last.pausedAt ?? moment.time, to: moment.time }]
  const unpaused = planned(rule, { ...last, pauses, pausedAt: null, changed: true })
  const after = { ...memory, run: refreshed(rule, unpaused, moment.fields, moment.time) }
  return last.holds ? running(rule, after, moment, event) : after
}

/**
 * What an event does to a clock: a stop ends the run, a start begins one if there is none (after a stop by the
 * same event too), a pause counts only during a run and a resume only while paused. An event that is both pause
 * and resume never stops the clock.
 */
export function applyToClock(
  rule: ClockRule,
  known: ClockMemory | null,
  event: AnyEvent,
  moment: RuleMoment,
  onEnd?: OnEnd,
): ClockMemory | null {
  let memory = known ?? NO_MEMORY
  if (memory.run !== null && matchesCriteria(rule.stop, event)) {
    ended(rule, memory.run, moment)
    onEnd?.(rule, memory.run, moment.subject, moment.time)
    memory = { ...memory, run: null, next: null }
  }
  if (memory.run === null) {
    if (!matchesCriteria(rule.start, event)) return memory === NO_MEMORY ? known : memory
    return begun(rule, memory, event, moment)
  }
  const resumes = matchesCriteria(rule.resume, event)
  if (memory.run.pausedAt !== null) return resumes ? resumed(rule, memory, event, moment) : memory
  if (resumes || !matchesCriteria(rule.pause, event)) return memory
  return { ...memory, run: paused(rule, memory.run, event, moment), next: null }
}

/** A run without what was said of it: it is said anew of whom it is another's from now on. */
const unsaid = (run: ClockRun, at: number): ClockRun => ({
  ...run,
  ...{ number: 0, holds: false, changed: true, lastDue: null, emittedStages: NONE, floor: at, after: at },
  ...{ breachedEver: false, breachedUnderLimit: false, breachedInSetting: false },
})

/** A run that is paused no longer. */
function unpaused(run: ClockRun, at: number): ClockRun {
  if (run.pausedAt === null) return run
  return { ...run, pauses: [...run.pauses, { from: run.pausedAt, to: at }], pausedAt: null }
}

/**
 * What a subject keeps of a clock when another one goes on in it at `at`, with a run of that one: its own run as if it
 * had begun with the earlier of the two, paused only where both were; without a run of its own, that one, of which
 * nothing was said yet. The instant is still to be judged.
 */
export function takeOverClock(
  rule: ClockRule,
  known: ClockMemory | null,
  other: ClockRun,
  at: number,
): ClockMemory {
  const memory = known ?? NO_MEMORY
  const own = memory.run
  if (own === null) return { ...memory, run: unsaid(other, at), next: null }
  const { startedAt, pauses, pausedAt } = other.startedAt < own.startedAt ? other : own
  const joined = { ...own, startedAt, pauses, pausedAt, changed: true }
  const isPaused = own.pausedAt !== null && other.pausedAt !== null
  return { ...memory, run: planned(rule, isPaused ? joined : unpaused(joined, at)), next: null }
}

function breached(
  rule: ClockRule,
  run: ClockRun,
  at: number,
  subject: string,
  transitions: RuleTransition[],
): ClockRun {
  addTransition(transitions, subject, rule, run, { at, to: 'breached', dueAt: run.due })
  return {
    ...run,
    after: at,
    breachedEver: true,
    breachedInSetting: true,
    breachedUnderLimit: run.breachedUnderLimit || run.setting === null,
  }
}

function warned(
  rule: ClockRule,
  run: ClockRun,
  stages: readonly number[],
  at: number,
  subject: string,
  transitions: RuleTransition[],
): ClockRun {
  for (const stage of stages)
    addTransition(transitions, subject, rule, run, { at, to: 'warned', stage, dueAt: run.due })
  return { ...run, after: at, emittedStages: [...run.emittedStages, ...stages] }
}

/** Releases a run whose `when` turned false, lets one return whose `when` holds again. */
function releasedOrReturned(
  rule: ClockRule,
  memory: ClockMemory,
  holds: boolean,
  moment: RuleMoment,
): ClockMemory {
  const run = runOf(memory)
  if (holds === run.holds) return memory
  const { transitions, subject, time: at, last: cause } = moment
  if (!holds && run.number > 0)
    addTransition(transitions, subject, rule, run, { at, to: 'released', dueAt: run.lastDue, cause })
  return { ...memory, run: { ...run, holds, changed: run.changed || holds } }
}

/** Says what follows from a run that returned, or came to have its first due. */
function announced(rule: ClockRule, memory: ClockMemory, returned: boolean, moment: RuleMoment): ClockMemory {
  const run = runOf(memory)
  if (!run.holds || !(returned || run.number === 0)) return memory
  if (run.pausedAt === null) return running(rule, memory, moment, moment.last)
  if (run.number > 0)
    addTransition(moment.transitions, moment.subject, rule, run, {
      at: moment.time,
      to: 'paused',
      cause: moment.last,
    })
  return memory
}

/** Says the breach or the warnings that are due now: after a change only the last of those that were passed over. */
function judged(rule: ClockRule, run: ClockRun, { transitions, subject, time }: RuleMoment): ClockRun {
  const inForce = dueInForce(run) ?? run.lastDue
  const due = dueToJudge(run)
  if (due === null && !run.changed && inForce === run.lastDue) return run
  const settled = { ...run, lastDue: inForce, changed: false }
  if (due === null) return settled
  if (due <= time)
    return mayBreach(run)
      ? breached(rule, settled, time, subject, transitions)
      : // What would have warned of it lies behind, and is not said afterwards.
        { ...settled, after: time }
  const open = openStages(run, run.changed ? run.floor : run.after, time)
  return warned(rule, settled, run.changed ? open.slice(-1) : open, time, subject, transitions)
}

/** Judges a clock once all events of the instant are applied. */
export function settleClock(rule: ClockRule, memory: ClockMemory, moment: RuleMoment): ClockMemory {
  const before = memory.run
  if (before === null) return memory
  const holds = rule.when(moment.fields) && !isMerged(moment.fields)
  const run = refreshed(rule, before, moment.fields, moment.time)
  const same = run === before && holds === before.holds && !before.changed && before.number > 0
  if (same && (memory.next === null || memory.next > moment.time)) return memory
  const released = releasedOrReturned(rule, { ...memory, run }, holds, moment)
  const after = announced(rule, released, holds && !before.holds, moment)
  const settled = judged(rule, runOf(after), moment)
  return { ...after, run: settled, next: nextOfRun(settled) }
}

/** Says what falls due up to `until` (inclusive) by time alone. */
export function passClock(
  rule: ClockRule,
  memory: ClockMemory,
  until: number,
  subject: string,
  transitions: RuleTransition[],
): ClockMemory {
  let run = runOf(memory)
  for (let at = memory.next; at !== null && at <= until; at = nextOfRun(run)) {
    const stages = run.due !== null && at < run.due ? openStages(run, run.after, at) : []
    run =
      stages.length > 0
        ? warned(rule, run, stages, at, subject, transitions)
        : breached(rule, run, at, subject, transitions)
  }
  return { ...memory, run, next: nextOfRun(run) }
}
