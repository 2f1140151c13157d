import { zoneOf } from '#core/calendars/zone.ts'

/** The instant at which the month ends by the clocks of a zone, ms since 1970. */
export function monthEnd(now: number, timezone: string): number {
  const zone = zoneOf(timezone)
  const wall = new Date(zone.wallAt(now))
  return zone.instantOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1))
}
