/** How long to wait before a part that ended is started again: doubled each time, forgotten after a good run. */
export const FIRST_WAIT_MS = 250
export const LONGEST_WAIT_MS = 10_000
export const GOOD_RUN_MS = 60_000

export function nextWaitMs(lastWaitMs: number | null, ranMs: number): number {
  if (lastWaitMs === null || ranMs >= GOOD_RUN_MS) return FIRST_WAIT_MS
  return Math.min(LONGEST_WAIT_MS, lastWaitMs * 2)
}
