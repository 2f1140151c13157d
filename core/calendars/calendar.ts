import type { CalendarConfig } from './calendar-schema.ts'
import { type HolidaySource, type OpeningDay, openingDays } from './opening-days.ts'
import {
  firstInstantAt,
  lastInstantAt,
  type OpeningYear,
  openingYear,
  type Segment,
  workedUntil,
} from './opening-year.ts'
import { type UnofficialYear, unofficialYears } from './unofficial-years.ts'
import { type Zone, zoneOf } from './zone.ts'

/** Working time of a calendar on the real time line. All instants and lengths are ms. */
export interface Calendar {
  readonly id: string
  readonly timezone: string
  /** Working time in [from, to); 0 if `to` is not after `from`. */
  workingMsBetween(from: number, to: number): number
  /** The first instant by which `ms` of working time have passed since `from`. */
  addWorking(from: number, ms: number): number
  /** The last instant at which `ms` of working time are still left before `to`. */
  subtractWorking(to: number, ms: number): number
  /** The opening times within [from, to), in order and joined. */
  segments(from: number, to: number): Segment[]
  /** The years within [from, to] of whose holidays no official list is known. */
  unofficial(from: number, to: number): UnofficialYear[]
}

/** A calendar that never closes. */
export function roundTheClock(id: string, timezone: string): Calendar {
  return {
    id,
    timezone,
    workingMsBetween: (from, to) => Math.max(0, to - from),
    addWorking: (from, ms) => from + Math.max(0, ms),
    subtractWorking: (to, ms) => to - Math.max(0, ms),
    segments: (from, to) => (from < to ? [{ from, to }] : []),
    unofficial: () => [],
  }
}

const YEARS_KEPT = 64

/** Gives the opening year that holds an instant, and its neighbours; remembers those it made. */
function openingYears(zone: Zone, openingOf: (day: number) => OpeningDay) {
  const years = new Map<number, OpeningYear>()

  function get(year: number): OpeningYear {
    let opening = years.get(year)
    if (opening === undefined) {
      if (years.size >= YEARS_KEPT) years.clear()
      opening = openingYear(zone, openingOf, year)
      years.set(year, opening)
    }
    return opening
  }

  /** Clocks set back at the turn of the year show the old year again, hence the second look. */
  function numberAt(instant: number): number {
    const year = new Date(zone.wallAt(instant)).getUTCFullYear()
    if (instant >= get(year).to) return year + 1
    return instant < get(year).from ? year - 1 : year
  }
  return { get, numberAt }
}

function withHours(
  id: string,
  zone: Zone,
  openingOf: (day: number) => OpeningDay,
  unofficial: Calendar['unofficial'],
): Calendar {
  const years = openingYears(zone, openingOf)

  return {
    id,
    timezone: zone.id,
    unofficial,
    workingMsBetween(from, to) {
      if (to <= from) return 0
      const last = years.numberAt(to)
      let worked = workedUntil(years.get(last), to)
      const first = years.numberAt(from)
      for (let year = first; year < last; year++) worked += years.get(year).total
      return worked - workedUntil(years.get(first), from)
    },
    addWorking(from, ms) {
      if (ms <= 0) return from
      let year = years.numberAt(from)
      let worked = workedUntil(years.get(year), from) + ms
      while (worked > years.get(year).total) worked -= years.get(year++).total
      return firstInstantAt(years.get(year), worked)
    },
    subtractWorking(to, ms) {
      if (ms <= 0) return to
      let year = years.numberAt(to)
      let worked = workedUntil(years.get(year), to) - ms
      while (worked < 0) worked += years.get(--year).total
      return lastInstantAt(years.get(year), worked)
    },
    segments(from, to) {
      const found: { from: number; to: number }[] = []
      if (to <= from) return found
      for (let year = years.numberAt(from); years.get(year).from < to; year++)
        for (const span of years.get(year).spans) {
          if (span.to <= from || span.from >= to) continue
          const part = { from: Math.max(span.from, from), to: Math.min(span.to, to) }
          const last = found.at(-1)
          if (last !== undefined && last.to === part.from) last.to = part.to
          else found.push(part)
        }
      return found
    },
  }
}

/** Whether a calendar, as written, never closes: no hours and no days off. */
function neverCloses(config: CalendarConfig): boolean {
  return [config.week, config.closed, config.open, config.holidays].every((part) => part === undefined)
}

/**
 * Makes a calendar of its configuration, which `checkCalendar` must have found sound;
 * `timezone` is the site's, for a calendar that names none.
 */
export function createCalendar(config: CalendarConfig, timezone: string, holidays: HolidaySource): Calendar {
  const zone = config.timezone ?? timezone
  if (neverCloses(config)) return roundTheClock(config.id, zone)
  const { holidays: codes = [] } = config
  return withHours(config.id, zoneOf(zone), openingDays(config, holidays), (from, to) =>
    unofficialYears(codes, holidays, zone, from, to),
  )
}
