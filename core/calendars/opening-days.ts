import { itemAt } from '../collections/present.ts'
import type { CalendarConfig } from './calendar-schema.ts'
import { dateOfDay, dayOfDate, weekdayOf } from './wall-day.ts'
import { readSpan, type WallSpan } from './wall-span.ts'
import { readWeekKey } from './week-key.ts'

/** What a holiday library says of one country's or region's year, as dates YYYY-MM-DD. */
export interface HolidayDates {
  readonly closed: readonly string[]
  /** Days off that are worked instead (調休, 补班). */
  readonly open: readonly string[]
  /** Whether an official list of the year is known, or its days follow from the law alone; missing: a library's. */
  readonly basis?: 'official' | 'derived'
  /** The days off by law, as far as they are known: they hold unless a list says that they are worked. */
  readonly statutory?: readonly string[]
}
/** The holidays of a code such as CN in a year; null if the code is not known. */
export type HolidaySource = (code: string, year: number) => HolidayDates | null

export type DayReason = 'week' | 'closed' | 'open' | 'holiday' | 'adjusted'
export interface OpeningDay {
  readonly reason: DayReason
  /** The spans that begin on the day. */
  readonly spans: readonly WallSpan[]
}

const ALL_DAY: readonly WallSpan[] = [{ from: 0, to: 24 * 3_600_000 }]
const NONE: readonly WallSpan[] = []

function readSpans(texts: readonly string[]): WallSpan[] {
  return texts.map(readSpan).filter((span) => span !== null)
}

/** The hours of each weekday. A calendar without `week` is open all day, every day. */
export function weekOf(config: CalendarConfig): readonly (readonly WallSpan[])[] {
  if (config.week === undefined) return Array.from({ length: 7 }, () => ALL_DAY)
  const hours: (readonly WallSpan[])[] = Array.from({ length: 7 }, () => NONE)
  for (const [key, texts] of Object.entries(config.week))
    for (const day of readWeekKey(key) ?? []) hours[day] = readSpans(texts)
  return hours
}

/** A worked day off has the hours of a plain working day: the first of the week that has any, from Monday on. */
function workingDay(week: readonly (readonly WallSpan[])[]): readonly WallSpan[] {
  for (const day of [1, 2, 3, 4, 5, 6, 0]) if (itemAt(week, day).length > 0) return itemAt(week, day)
  return NONE
}

interface HolidayDays {
  readonly closed: Set<number>
  readonly open: Set<number>
}

function holidayDays(codes: readonly string[], source: HolidaySource, year: number): HolidayDays {
  const days: HolidayDays = { closed: new Set(), open: new Set() }
  for (const code of codes) {
    const dates = source(code, year)
    for (const day of (dates?.closed ?? []).map(dayOfDate)) if (day !== null) days.closed.add(day)
    for (const day of (dates?.open ?? []).map(dayOfDate)) if (day !== null) days.open.add(day)
  }
  return days
}

/**
 * Says for each day (number since 1970) when a calendar opens and why. `open` wins over `closed`,
 * both over holidays; a date in `open` replaces the day's week entry.
 */
export function openingDays(config: CalendarConfig, source: HolidaySource): (day: number) => OpeningDay {
  const week = weekOf(config)
  const worked = workingDay(week)
  const closed = new Set((config.closed ?? []).map(dayOfDate))
  const open = new Map(
    Object.entries(config.open ?? {}).map(([date, texts]) => [dayOfDate(date), readSpans(texts)]),
  )
  const codes = config.holidays ?? []
  const holidays = new Map<number, HolidayDays>()

  function holidaysOf(year: number): HolidayDays {
    let days = holidays.get(year)
    if (days === undefined) {
      days = holidayDays(codes, source, year)
      holidays.set(year, days)
    }
    return days
  }

  return (day) => {
    const own = open.get(day)
    if (own !== undefined) return { reason: 'open', spans: own }
    if (closed.has(day)) return { reason: 'closed', spans: NONE }
    if (codes.length > 0) {
      const days = holidaysOf(Number(dateOfDay(day).slice(0, -6)))
      if (days.open.has(day)) return { reason: 'adjusted', spans: worked }
      if (days.closed.has(day)) return { reason: 'holiday', spans: NONE }
    }
    return { reason: 'week', spans: itemAt(week, weekdayOf(day)) }
  }
}
