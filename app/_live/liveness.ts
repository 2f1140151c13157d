/**
 * How far a screen may still be believed: `late` shows the amber band, `stale` greys the figures,
 * `lost` turns headline figures to a dash with the last value and its age.
 */
export type Liveness = 'connecting' | 'live' | 'late' | 'stale' | 'lost'

/** Two missed beats of the four seconds that the protocol promises. */
export const LATE_AFTER_MS = 8_000
export const STALE_AFTER_MS = 10_000
export const LOST_AFTER_MS = 30_000
/** A connection known to be cut is said sooner than a silent one, but not for a blink. */
export const CUT_AFTER_MS = 2_500

export interface LastReceived {
  /** When the server was last heard, or null if never (monotonic ms). */
  heardAt: number | null
  /** Since when the connection is known to be cut, or null. */
  cutAt: number | null
}

export function livenessAt({ heardAt, cutAt }: LastReceived, now: number): Liveness {
  if (heardAt === null) return 'connecting'
  const silent = now - heardAt
  if (silent >= LOST_AFTER_MS) return 'lost'
  if (silent > STALE_AFTER_MS) return 'stale'
  if (silent > LATE_AFTER_MS || (cutAt !== null && now - cutAt > CUT_AFTER_MS)) return 'late'
  return 'live'
}
