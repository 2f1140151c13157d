import { itemAt } from '../collections/present.ts'
import type { EventName } from './rule-transition.ts'

export interface ClockPause {
  readonly from: number
  readonly to: number
}

/** A run of a clock: from its start event to its stop. Never changed in place, so that a copy is a reference. */
export interface ClockRun {
  /** Number of the run, from 1; 0 as long as nothing was said of it. */
  readonly number: number
  readonly start: EventName
  readonly startedAt: number
  /** Whether `when` held when it was last judged; if not, the run is released. */
  readonly holds: boolean
  readonly pauses: readonly ClockPause[]
  readonly pausedAt: number | null
  /** Value of the due field; null: it has none, the limit counts. */
  readonly setting: number | null
  readonly limitMs: number | null
  /** Warnings at or before this instant are never said: the start, or the event that set the due field anew. */
  readonly floor: number
  /** Warnings at or before this instant were judged; only a changed limit, a resume or a return asks again. */
  readonly after: number
  /** A changed limit, a resume or a return waits to be judged. */
  readonly changed: boolean
  /** Stages said under this setting of the due field. */
  readonly emittedStages: readonly number[]
  readonly breachedEver: boolean
  readonly breachedUnderLimit: boolean
  readonly breachedInSetting: boolean
  /** The due, were the run neither released nor paused; null also while it is paused. */
  readonly due: number | null
  /** The warnings' instants by stage. */
  readonly stages: readonly number[]
  /** The due that was last in force. */
  readonly lastDue: number | null
}

/** What is kept of a clock rule for a subject. */
export interface ClockMemory {
  readonly kind: 'clock'
  /** How many runs were said. */
  readonly runs: number
  readonly run: ClockRun | null
  /** The next instant at which time alone makes it say something. */
  readonly next: number | null
}

/**
 * The due in force (rules.md, "Lines"): none while the run is released; under a limit none while it is paused; a due
 * field's value also then, for a pause does not move it.
 */
export function dueInForce(run: ClockRun): number | null {
  if (!run.holds) return null
  return run.pausedAt === null ? run.due : run.setting
}

/** The due by which the run may be warned and breached now: none while it is released or paused. */
export function dueToJudge(run: ClockRun): number | null {
  return run.pausedAt === null ? dueInForce(run) : null
}

/** Once for each setting of the due field, under a limit once a run. */
export function mayBreach(run: ClockRun): boolean {
  return run.setting === null ? !run.breachedUnderLimit : !run.breachedInSetting
}

/** Stages that lie in (after, until] and were not said; none once the setting is breached. */
export function openStages(run: ClockRun, after: number, until: number): number[] {
  const { due } = run
  if (run.breachedInSetting || due === null) return []
  const open: number[] = []
  for (const [stage, instant] of run.stages.entries())
    if (instant > after && instant <= until && instant < due && !run.emittedStages.includes(stage))
      open.push(stage)
  return open
}

/** The next instant at which time alone makes a run say something. */
export function nextOfRun(run: ClockRun | null): number | null {
  const due = run === null ? null : dueToJudge(run)
  if (run === null || due === null) return null
  for (const stage of openStages(run, run.after, due)) return itemAt(run.stages, stage)
  return mayBreach(run) ? due : null
}
