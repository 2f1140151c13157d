import type { HolidaySource } from './opening-days.ts'
import { zoneOf } from './zone.ts'

/** A year of a holiday code of which no official list is known: its days follow from the law alone. */
export interface UnofficialYear {
  readonly code: string
  readonly year: number
}

/** The years without an official list, of a calendar's codes, that hold some instant of [from, to] (ms) in its zone. */
export function unofficialYears(
  codes: readonly string[],
  holidays: HolidaySource,
  timezone: string,
  from: number,
  to: number,
): UnofficialYear[] {
  if (codes.length === 0) return []
  const zone = zoneOf(timezone)
  const yearOf = (at: number) => new Date(zone.wallAt(at)).getUTCFullYear()
  const found: UnofficialYear[] = []
  for (let year = yearOf(from); year <= yearOf(to); year++)
    for (const code of codes) if (holidays(code, year)?.basis === 'derived') found.push({ code, year })
  return found
}

/** "no official calendar for 2027 yet", and what to do. */
export function gapText({ code, year }: UnofficialYear): string {
  return `no official calendar for ${year} yet (${code}): only the days off by law are known; put the list into holidays/${code}-${year}.json or .ics of the data folder once it is out`
}
