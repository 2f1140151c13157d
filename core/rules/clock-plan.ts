import type { Calendar } from '../calendars/calendar.ts'
import type { ClockPause, ClockRun } from './clock-run.ts'
import { instantOf, type SubjectFields } from './field-value.ts'
import type { ClockRule, Warning } from './rule.ts'

/**
 * The first instant by which `ms` of working time have passed since the start, pauses not counted. What was filled
 * before a pause is not counted up to it: a start may lie two thousand years before.
 */
function instantAfter(
  calendar: Calendar,
  startedAt: number,
  pauses: readonly ClockPause[],
  ms: number,
): number {
  let [from, left] = [startedAt, ms]
  for (const pause of pauses) {
    const due = calendar.addWorking(from, left)
    if (due <= pause.from) return due
    left -= calendar.workingMsBetween(from, pause.from)
    from = pause.to
  }
  return calendar.addWorking(from, left)
}

/** How much of a limit has elapsed at a warning: a share, or all but what is to be left. Whole ms, rounded up. */
function elapsedAt(warning: Warning, limitMs: number): number {
  if ('leftMs' in warning) return limitMs - warning.leftMs
  return Math.ceil(Number(((limitMs * warning.percent) / 100).toFixed(3)))
}

function underLimit(rule: ClockRule, run: Terms, limitMs: number) {
  const at = (ms: number) => instantAfter(rule.calendar, run.startedAt, run.pauses, ms)
  const elapsed = rule.warnings.map((warning) => elapsedAt(warning, limitMs)).sort((a, b) => a - b)
  return { due: at(limitMs), stages: elapsed.map(at) }
}

function underDueField(rule: ClockRule, due: number) {
  const left = rule.warnings.flatMap((warning) => ('leftMs' in warning ? [warning.leftMs] : []))
  left.sort((a, b) => b - a)
  return { due, stages: left.map((ms) => rule.calendar.subtractWorking(due, ms)) }
}

const NOTHING_DUE = { due: null, stages: [] }

type Terms = Pick<ClockRun, 'startedAt' | 'pauses' | 'pausedAt' | 'setting' | 'limitMs'>

/**
 * The due of a run and its warnings' instants. Under a limit that is working time since the start, pauses
 * not counted; under a due field it is that field's instant, with warnings counted back from it.
 */
export function planOf(rule: ClockRule, run: Terms): Pick<ClockRun, 'due' | 'stages'> {
  if (run.pausedAt !== null) return NOTHING_DUE
  if (run.setting !== null) return underDueField(rule, run.setting)
  return run.limitMs === null ? NOTHING_DUE : underLimit(rule, run, run.limitMs)
}

/** The run with its due and its warnings' instants. */
export function planned(rule: ClockRule, run: ClockRun): ClockRun {
  const { due, stages } = planOf(rule, run)
  return { ...run, due, stages }
}

/** The value of the rule's due field; null if the rule names none or the field has none. */
export function settingOf(rule: ClockRule, fields: SubjectFields): number | null {
  return rule.due === null ? null : instantOf(rule.due(fields))
}

/**
 * The run under the present fields. Another value of the due field (also none) sets it anew: warnings up to now
 * are never said, and those after, and the breach, may be said again. Another limit applies to the same start.
 */
export function refreshed(rule: ClockRule, run: ClockRun, fields: SubjectFields, time: number): ClockRun {
  const setting = settingOf(rule, fields)
  const limitMs = rule.limitMs(fields)
  if (setting !== run.setting) {
    const anew = { floor: time, after: time, emittedStages: [], breachedInSetting: false }
    return planned(rule, { ...run, ...anew, setting, limitMs })
  }
  if (limitMs === run.limitMs) return run
  return planned(rule, { ...run, limitMs, changed: run.changed || setting === null })
}
