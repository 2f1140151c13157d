import { createSiteDays } from '#core/time/site-day.ts'

export type PromiseTimeKey = 'in1h' | 'in2h' | 'today18' | 'tomorrow10'
export interface PromiseTime {
  key: PromiseTimeKey
  at: number
}

const HOUR = 3_600_000
/** A promise for six o'clock that is made at ten to six is one for tomorrow. */
const LEAST_AHEAD_MS = 20 * 60_000

/** The first instant after `at` at which the site's wall clock shows a time. */
function nextWallTime(timezone: string, wall: string, at: number): number {
  const days = createSiteDays(timezone, wall)
  return days.nextDay(days.dayOf(at))
}

/** The times that are promised most, as instants: in one and two hours, today at six, tomorrow at ten, by the site's clock. */
export function promiseTimes(timezone: string, now: number): PromiseTime[] {
  const midnight = nextWallTime(timezone, '00:00', now)
  const evening = nextWallTime(timezone, '18:00', now)
  const today: PromiseTime[] =
    evening < midnight && evening - now >= LEAST_AHEAD_MS ? [{ key: 'today18', at: evening }] : []
  return [
    { key: 'in1h', at: now + HOUR },
    { key: 'in2h', at: now + 2 * HOUR },
    ...today,
    { key: 'tomorrow10', at: nextWallTime(timezone, '10:00', midnight - 1) },
  ]
}
