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
    const step = stepOf(sec * 1_000, stepsSec)
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

type OfEntry = (entry: ReportEntry) => boolean

const isAnswered: OfEntry = ({ outcome }) => outcome === 'inTarget' || outcome === 'late'
const isAbandoned: OfEntry = ({ outcome }) => outcome === 'abandoned'
const isShort: OfEntry = ({ outcome }) => outcome === 'short'

/** Which times of which entries are spread. */
const SPREADS = {
  waits: { of: isAnswered, time: ({ waitMs }: ReportEntry) => waitMs, steps: WAIT_STEPS_SEC },
  abandons: {
    of: (entry: ReportEntry) => isAbandoned(entry) || isShort(entry),
    ...{ time: ({ waitMs }: ReportEntry) => waitMs, steps: WAIT_STEPS_SEC },
  },
  talks: { of: isAnswered, time: ({ talkMs }: ReportEntry) => talkMs, steps: TALK_STEPS_SEC },
} as const
const spreadNames = ['waits', 'abandons', 'talks'] as const

/** Which entries each of these counts. */
const PLACES = {
  abandonedWaiting: (entry: ReportEntry) => isAbandoned(entry) && !entry.rang,
  abandonedRinging: (entry: ReportEntry) => isAbandoned(entry) && entry.rang,
  abandonedShort: isShort,
  quickHangUps: (entry: ReportEntry) => isAnswered(entry) && entry.quick,
} as const
export const places = ['abandonedWaiting', 'abandonedRinging', 'abandonedShort', 'quickHangUps'] as const

const stepOf = (ms: number, steps: readonly number[]) => steps.findLastIndex((from) => ms / 1_000 >= from)

/**
 * Of some entries those behind a figure of the spreads: `waits` (its median and nine tenths: all of them, the longest first),
 * `waits.2` (its third step), `abandonedRinging`; null: there is no figure of that name.
 */
export function entriesBehind(
  name: string,
): ((entries: readonly ReportEntry[]) => readonly ReportEntry[]) | null {
  const pattern = places.find((each) => each === name)
  if (pattern !== undefined) return (entries) => entries.filter(PLACES[pattern])
  const [kind = '', step = null] = name.split('.')
  const spread = spreadNames.find((each) => each === kind)
  if (spread === undefined || (step !== null && !/^\d$/.test(step))) return null
  const { of, time, steps } = SPREADS[spread]
  const timed = (entries: readonly ReportEntry[]) =>
    entries.flatMap((entry) => {
      const ms = of(entry) ? time(entry) : null
      return ms === null ? [] : [{ entry, ms }]
    })
  if (step === null)
    return (entries) =>
      timed(entries)
        .sort((a, b) => b.ms - a.ms)
        .map(({ entry }) => entry)
  return (entries) =>
    timed(entries).flatMap(({ entry, ms }) => (stepOf(ms, steps) === Number(step) ? [entry] : []))
}

/** How waits and handling times of some entries spread over steps, and how many were lost where. */
export function entrySpreads(entries: readonly ReportEntry[]): EntrySpreads {
  const spread = ({ of, time, steps }: (typeof SPREADS)[keyof typeof SPREADS]) =>
    spreadOf(
      entries.filter(of).flatMap((entry) => time(entry) ?? []),
      steps,
    )
  const count = (pattern: keyof typeof PLACES) => entries.filter(PLACES[pattern]).length
  return {
    entries: entries.length,
    ...{ waits: spread(SPREADS.waits), abandons: spread(SPREADS.abandons), talks: spread(SPREADS.talks) },
    abandonedWaiting: count('abandonedWaiting'),
    abandonedRinging: count('abandonedRinging'),
    abandonedShort: count('abandonedShort'),
    quickHangUps: count('quickHangUps'),
  }
}
