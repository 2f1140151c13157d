import type { ReportEntry } from './report-entries.ts'

/** How many of some times lie in each step, and the middle and the nine tenths of all. */
export interface Spread {
  readonly count: number
  /** Seconds; null: there is none. */
  readonly medianSec: number | null
  /** Nine of ten are no longer than this. */
  readonly p90Sec: number | null
  /** `fromSec` up to the next step's. */
  readonly steps: readonly { readonly fromSec: number; readonly count: number }[]
}

export const WAIT_STEPS_SEC = [0, 5, 10, 20, 30, 60, 120, 300, 600] as const
export const TALK_STEPS_SEC = [0, 30, 60, 120, 180, 300, 600, 1_200, 2_400] as const

/** The least of sorted values that `share` of them do not exceed (nearest rank). */
function rank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

/** Spreads times (ms) over steps that begin at so many seconds. */
export function spreadOf(timesMs: readonly number[], stepsSec: readonly number[]): Spread {
  const sorted = timesMs.map((ms) => ms / 1_000).sort((a, b) => a - b)
  const counts = stepsSec.map(() => 0)
  for (const sec of sorted) {
    const step = stepsSec.findLastIndex((from) => sec >= from)
    if (step >= 0) counts[step]!++
  }
  return {
    count: sorted.length,
    medianSec: rank(sorted, 0.5),
    p90Sec: rank(sorted, 0.9),
    steps: stepsSec.map((fromSec, index) => ({ fromSec, count: counts[index]! })),
  }
}

/** How entries were spread, and where customers gave up. */
export interface EntrySpreads {
  readonly entries: number
  /** Waits of answered entries. */
  readonly waits: Spread
  /** Waits of those who gave up. */
  readonly abandons: Spread
  /** Talk and hold of answered entries that are through. */
  readonly talks: Spread
  readonly abandonedWaiting: number
  readonly abandonedRinging: number
  readonly abandonedShort: number
  readonly quickHangUps: number
}

export function entrySpreads(entries: readonly ReportEntry[]): EntrySpreads {
  const is = (...outcomes: string[]) => entries.filter(({ outcome }) => outcomes.includes(outcome))
  const answered = is('inTarget', 'late')
  const abandoned = is('abandoned')
  return {
    entries: entries.length,
    waits: spreadOf(
      answered.flatMap(({ waitMs }) => waitMs ?? []),
      WAIT_STEPS_SEC,
    ),
    abandons: spreadOf(
      is('abandoned', 'short').flatMap(({ waitMs }) => waitMs ?? []),
      WAIT_STEPS_SEC,
    ),
    talks: spreadOf(
      answered.flatMap(({ talkMs }) => talkMs ?? []),
      TALK_STEPS_SEC,
    ),
    abandonedWaiting: abandoned.filter(({ rang }) => !rang).length,
    abandonedRinging: abandoned.filter(({ rang }) => rang).length,
    abandonedShort: is('short').length,
    quickHangUps: answered.filter(({ quick }) => quick).length,
  }
}
