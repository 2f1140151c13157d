import { DAY_MS, dayOfWall } from '../calendars/wall-day.ts'
import { zoneOf } from '../calendars/zone.ts'
import type { QuietHours } from './person-contact-methods.ts'

const msOf = (text: string) => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * 60_000

/** When the quiet hours that hold at an instant end; null: it is not quiet then. */
export function quietUntil(quiet: QuietHours | null, at: number, timezone: string): number | null {
  if (quiet === null || quiet.from === quiet.to) return null
  const zone = zoneOf(timezone)
  const wall = zone.wallAt(at)
  const today = dayOfWall(wall)
  const [from, to] = [msOf(quiet.from), msOf(quiet.to)]
  for (const day of [today - 1, today]) {
    const begins = day * DAY_MS + from
    const ends = day * DAY_MS + to + (to < from ? DAY_MS : 0)
    if (begins <= wall && wall < ends) return zone.instantOf(ends)
  }
  return null
}
