import { itemAt } from '../collections/present.ts'

/** The least lag of the events that came within one second of receipt. */
export interface LagSecond {
  readonly second: number
  leastMs: number
}

/** From this lag on a feed that comes by itself is said to be late: some gather their events for seconds. */
export const LATE_FROM_MS = 10_000
/** An older event is history that was sent afterwards, not a feed that is late. */
const HISTORY_FROM_MS = 10 * 60_000
const WINDOW_SEC = 10
/** Fewer seconds with events say nothing of a feed: one old event alone is no lag. */
const LEAST_SECONDS = 3
const FORGOTTEN_AFTER_SEC = 300

/**
 * Notes an event that happened at `time` and came at `at` (ms); `seconds` are in order of receipt. Tells whether the
 * lag may be another since.
 */
export function noteLag(seconds: LagSecond[], time: number, at: number): boolean {
  const lagMs = Math.max(0, at - time)
  if (lagMs >= HISTORY_FROM_MS) return false
  const second = Math.floor(at / 1_000)
  const last = seconds.at(-1)
  if (last !== undefined && second <= last.second) {
    if (lagMs >= last.leastMs) return false
    last.leastMs = lagMs
    return true
  }
  seconds.push({ second, leastMs: lagMs })
  while (seconds.length > LEAST_SECONDS && itemAt(seconds, 0).second <= second - WINDOW_SEC) seconds.shift()
  return true
}

/**
 * How far a feed's events lag, ms: the least lag of all that came in its last ten seconds with events, of the last
 * three such seconds at least, so that neither an old event nor a backfill among present ones counts as lag.
 * Null: too little came within five minutes to tell.
 */
export function lagOf(seconds: readonly LagSecond[], now: number): number | null {
  const from = now / 1_000 - FORGOTTEN_AFTER_SEC
  let counted = 0
  let least = Number.POSITIVE_INFINITY
  for (const { second, leastMs } of seconds)
    if (second > from) {
      counted++
      if (leastMs < least) least = leastMs
    }
  return counted < LEAST_SECONDS ? null : least
}

/** The instant (ms) at which what is known now is too old to be told; null: nothing is known. */
export function lagForgottenAt(seconds: readonly LagSecond[]): number | null {
  const first = seconds.at(-LEAST_SECONDS)
  return first === undefined ? null : (first.second + FORGOTTEN_AFTER_SEC) * 1_000
}
