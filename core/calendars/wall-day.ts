export const DAY_MS = 86_400_000

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** The number of a date's day since 1970-01-01, or null if the text is no date that exists. */
export function dayOfDate(text: string): number | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const ms = new Date(0).setUTCFullYear(year, month - 1, date)
  return dateOfDay(ms / DAY_MS) === text ? ms / DAY_MS : null
}

/** A day's date as YYYY-MM-DD. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Whether a text is a day that there is, `YYYY-MM-DD`: `2026-02-30` is none. */
export function isDate(text: string): boolean {
  return dayOfDate(text) !== null
}

/** The weekday of a day, 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The day that a wall time (ms as if UTC) lies in. */
export function dayOfWall(wall: number): number {
  return Math.floor(wall / DAY_MS)
}
