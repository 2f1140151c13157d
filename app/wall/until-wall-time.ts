import { createSiteDays } from '#core/time/site-day.ts'

/** How long until the site's clock shows a time next, in ms. */
export function untilWallTime(timezone: string, wall: string, now: number): number {
  const days = createSiteDays(timezone, wall)
  return days.nextDay(days.dayOf(now)) - now
}
