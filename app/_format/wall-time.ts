import { zoneOf } from '#core/calendars/zone.ts'

/** An instant as a field for date and time has it, by the clock of a zone: `2026-11-29T14:30`. */
export function wallText(at: number, timezone: string): string {
  return new Date(zoneOf(timezone).wallAt(at)).toISOString().slice(0, 16)
}

/** The instant (ms) that such a field means; null: it is not filled in. */
export function instantOfWall(text: string, timezone: string): number | null {
  const wall = Date.parse(`${text}Z`)
  return Number.isNaN(wall) ? null : zoneOf(timezone).instantOf(wall)
}
