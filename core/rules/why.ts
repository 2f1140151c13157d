import type { Segment } from '../calendars/opening-year.ts'
import type { UnofficialYear } from '../calendars/unofficial-years.ts'
import type { InstantText } from '../rows/clock-view.ts'
import { instantText, instantTextOrNull } from '../rows/row.ts'
import type { ClockRun } from './clock-run.ts'
import type { ClockRule } from './rule.ts'
import type { EventName } from './rule-transition.ts'

interface AgentSegment {
  readonly from: InstantText
  readonly to: InstantText
}

/** Why a clock's deadline is what it is (contract §4, `why`); lengths in ms. */
export interface ClockWhy {
  readonly rule: string
  readonly subject: string
  readonly run: number
  /** The event at which the run began. */
  readonly start: EventName
  readonly startedAt: InstantText
  readonly endedAt: InstantText | null
  readonly calendar: {
    readonly id: string
    readonly timezone: string
    /** The years that it counted through of which no official calendar is known: only the days off by law. */
    readonly unofficial: readonly UnofficialYear[]
  }
  /** What the deadline follows from: the limit, or the field that holds it. */
  readonly by: { readonly limitMs: number } | { readonly field: string } | null
  /** Opening times between start and due that were counted; none where a field holds the due. */
  readonly counted: readonly AgentSegment[]
  /** Pauses of the run; the last has no end while it lasts. */
  readonly pauses: readonly { readonly from: InstantText; readonly to: InstantText | null }[]
  readonly dueAt: InstantText | null
}

function secondsOf({ from, to }: Segment): AgentSegment {
  return { from: instantText(from), to: instantText(to) }
}

/** The calendar's opening times from the start to `until`, without those within pauses, until the limit is filled. */
function countedUntil({ calendar }: ClockRule, run: ClockRun, limitMs: number, until: number): Segment[] {
  const counted: Segment[] = []
  let [from, left] = [run.startedAt, limitMs]
  const count = (to: number) => {
    const end = Math.min(to, calendar.addWorking(from, left))
    counted.push(...calendar.segments(from, end))
    left -= calendar.workingMsBetween(from, end)
  }
  for (const pause of run.pauses) {
    count(Math.min(pause.from, until))
    from = pause.to
  }
  count(until)
  return counted
}

/** What the run counted by its limit; nothing where there is none, or a field holds the due. */
function countedOf(rule: ClockRule, run: ClockRun, until: number | null): Segment[] {
  if (run.setting !== null || run.limitMs === null || until === null) return []
  return countedUntil(rule, run, run.limitMs, until)
}

function basis(rule: ClockRule, run: ClockRun): ClockWhy['by'] {
  const field = rule.config.kind === 'clock' ? rule.config.due : undefined
  if (run.setting !== null && field !== undefined) return { field }
  return run.limitMs === null ? null : { limitMs: run.limitMs }
}

/**
 * Explains a run of a clock: what was counted up to its due, or where it has none (paused, released before it had
 * one) up to where it stands. `endedAt` (ms) is given for a run that a stop ended.
 */
export function whyOf(
  rule: ClockRule,
  run: ClockRun,
  subject: string,
  endedAt: number | null = null,
): ClockWhy {
  const due = run.due ?? run.lastDue
  const until = run.pausedAt ?? due
  const counted = countedOf(rule, run, until)
  const last = counted.at(-1)
  const pauses = run.pauses.map(secondsOf)
  return {
    rule: rule.id,
    subject,
    run: run.number,
    start: run.start,
    startedAt: instantText(run.startedAt),
    endedAt: instantTextOrNull(endedAt),
    calendar: {
      id: rule.calendar.id,
      timezone: rule.calendar.timezone,
      unofficial: last === undefined ? [] : rule.calendar.unofficial(run.startedAt, last.to),
    },
    by: basis(rule, run),
    counted: counted.map(secondsOf),
    pauses: run.pausedAt === null ? pauses : [...pauses, { from: instantText(run.pausedAt), to: null }],
    dueAt: instantTextOrNull(due),
  }
}
