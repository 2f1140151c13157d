const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The waits between attempts of the Standard Webhooks specification, after the first at once. */
const WAITS_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** Up to this share of a wait is left to chance, so that what failed together does not come back together. */
const JITTER = 0.2

/** Ms until the next attempt after `attempt` failed ones; null: there is none. `random` is from [0, 1). */
export function nextAttemptMs(attempt: number, random: number): number | null {
  const wait = WAITS_MS[attempt - 1]
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * random))
}
