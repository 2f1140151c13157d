/** When somebody stands in: instants, or null where what was typed is no time ahead. */
export interface SwapTimes {
  readonly from: number
  readonly to: number
}

const HOUR_MS = 3_600_000
/** A shift is longer than this only by mistake. */
const LONGEST_HOURS = 24 * 31

/** From a beginning on for so many hours; null: no such stretch lies ahead. */
export function swapTimes(from: number, hours: number, now: number): SwapTimes | null {
  if (!Number.isFinite(from) || !(hours > 0) || hours > LONGEST_HOURS) return null
  const to = from + hours * HOUR_MS
  return to > now ? { from, to } : null
}
