import type { SubjectFields } from '#core/rules/field-value.ts'
import type { SubjectInstant } from '#core/rules/judge.ts'
import { shownTime } from './rule-script.ts'

/**
 * Rules of kind clock by the letter of rules.md, minute by minute and without any cleverness: every minute it counts
 * the minutes worked since the start, and looks what has become true. What the judge says is held against this.
 */
export interface SlowRule {
  readonly start: readonly string[]
  readonly stop: readonly string[]
  readonly pause: readonly string[]
  readonly resume: readonly string[]
  readonly when: (fields: SubjectFields) => boolean
  readonly limit: (fields: SubjectFields) => number | null
  readonly due: ((fields: SubjectFields) => number | null) | null
  /** Minutes, or a share. */
  readonly warn: readonly ({ readonly share: number } | { readonly left: number })[]
  readonly isOpen: (minute: number) => boolean
}

const MINUTE = 60_000
const SCAN = 3_000

interface Run {
  number: number
  readonly startedAt: number
  holds: boolean
  readonly pauses: { from: number; to: number | null }[]
  setting: number | null
  limit: number | null
  floor: number
  said: number[]
  breaches: ('limit' | 'setting')[]
  ever: boolean
  lastDue: number | null
}

export function slowClock(
  rule: SlowRule,
  instants: readonly SubjectInstant[],
  from: number,
  to: number,
): string[] {
  const lines: string[] = []
  let runs = 0
  let run: Run | null = null

  const isPaused = (at: Run) => at.pauses.at(-1)?.to === null
  const paused = (at: Run, minute: number) =>
    at.pauses.some((pause) => minute >= pause.from && (pause.to === null || minute < pause.to))
  const settingOf = (fields: SubjectFields) => rule.due?.(fields) ?? null

  /** The first minute at which so many minutes were worked since the start. */
  function elapsed(at: Run, minutes: number): number {
    let left = minutes
    for (let minute = at.startedAt; ; minute += MINUTE) {
      if (left <= 0) return minute
      if (minute > at.startedAt + SCAN * MINUTE) throw new Error('never')
      if (rule.isOpen(minute) && !paused(at, minute)) left--
    }
  }

  /** The last minute at which so many minutes were left before the due. */
  function before(due: number, minutes: number): number {
    let left = minutes
    let minute = due
    while (left > 0) {
      minute -= MINUTE
      if (rule.isOpen(minute)) left--
    }
    return minute
  }

  function dueOf(at: Run): number | null {
    if (isPaused(at) || !at.holds) return null
    if (at.setting !== null) return at.setting
    return at.limit === null ? null : elapsed(at, at.limit)
  }

  function stagesOf(at: Run): number[] {
    if (at.setting !== null) {
      const left = rule.warn.flatMap((warning) => ('left' in warning ? [warning.left] : []))
      return left.map((minutes) => before(at.setting!, minutes)).sort((a, b) => a - b)
    }
    const limit = at.limit!
    const minutes = rule.warn.map((warning) =>
      'left' in warning ? limit - warning.left : limit * warning.share,
    )
    return minutes.sort((a, b) => a - b).map((count) => elapsed(at, count))
  }

  function line(at: number, to: string, of: Run, due: number | null): void {
    lines.push(`${shownTime(at)} ${to} #${of.number}${due === null ? '' : ` due ${shownTime(due)}`}`)
  }

  function running(at: Run, time: number): void {
    const due = dueOf(at)
    if (at.number === 0 && due === null) return
    if (at.number === 0) at.number = ++runs
    line(time, 'running', at, due)
    at.lastDue = due ?? at.lastDue
  }

  /** Takes the present fields: whether the due field was set anew, and whether the limit changed. */
  function look(at: Run, fields: SubjectFields, time: number): boolean {
    const [setting, limit] = [settingOf(fields), rule.limit(fields)]
    const changed = setting === at.setting && setting === null && limit !== at.limit
    if (setting !== at.setting) {
      at.floor = time
      at.said = []
      at.breaches = at.breaches.filter((breach) => breach === 'limit')
    }
    at.setting = setting
    at.limit = limit
    return changed
  }

  function judge(at: Run, time: number, changed: boolean): void {
    if (at.holds && at.setting !== null) at.lastDue = at.setting
    const due = dueOf(at)
    if (due === null) return
    at.lastDue = due
    const kind = at.setting === null ? 'limit' : 'setting'
    if (due <= time) {
      if (at.breaches.includes(kind)) return
      line(time, 'breached', at, due)
      at.breaches.push(kind, 'setting')
      at.ever = true
      return
    }
    if (at.breaches.includes('setting')) return
    const stages = stagesOf(at)
    const open = stages.flatMap((instant, stage) =>
      instant > at.floor &&
      instant < due &&
      (changed ? instant <= time : instant === time) &&
      !at.said.includes(stage)
        ? [stage]
        : [],
    )
    for (const stage of changed ? open.slice(-1) : open) {
      line(time, `warned.${stage}`, at, due)
      at.said.push(stage)
    }
  }

  function hear({ time, events, fields }: SubjectInstant): void {
    let resumed = false
    for (const { type } of events) {
      if (run !== null && rule.stop.includes(type)) {
        if (run.number > 0 && (run.holds || run.ever)) line(time, run.ever ? 'late' : 'met', run, run.lastDue)
        run = null
      }
      if (run === null) {
        if (!rule.start.includes(type)) continue
        const [setting, limit, holds] = [settingOf(fields), rule.limit(fields), rule.when(fields)]
        run = {
          number: 0,
          startedAt: time,
          holds,
          pauses: [],
          setting,
          limit,
          floor: time,
          said: [],
          breaches: [],
          ever: false,
          lastDue: null,
        }
        running(run, time)
        resumed = false
      } else if (isPaused(run)) {
        if (!rule.resume.includes(type)) continue
        run.pauses.at(-1)!.to = time
        look(run, fields, time)
        resumed = true
        if (run.holds) running(run, time)
      } else if (rule.pause.includes(type) && !rule.resume.includes(type)) {
        run.pauses.push({ from: time, to: null })
        if (run.number > 0 && run.holds) line(time, 'paused', run, null)
      }
    }
    if (run === null) return
    const holds = rule.when(fields)
    const returned = holds && !run.holds
    if (!holds && run.holds && run.number > 0) line(time, 'released', run, run.lastDue)
    run.holds = holds
    const changed = look(run, fields, time)
    if (returned && isPaused(run) && run.number > 0) line(time, 'paused', run, null)
    else if (holds && !isPaused(run) && (returned || run.number === 0)) running(run, time)
    judge(run, time, changed || resumed || returned)
  }

  const at = new Map(instants.map((instant) => [instant.time, instant]))
  for (let minute = from; minute <= to; minute += MINUTE) {
    const instant = at.get(minute)
    if (instant !== undefined) hear(instant)
    else if (run !== null) judge(run, minute, false)
  }
  return lines
}
