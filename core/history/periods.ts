import { itemAt } from '../collections/present.ts'
import type { SiteCalendar, Span } from './site-calendar.ts'

/** By what a span is divided; `weekday` puts all Mondays together, and so on. */
export const periodUnits = ['15m', '30m', 'hour', 'day', 'week', 'month', 'weekday'] as const
export type PeriodUnit = (typeof periodUnits)[number]

/** Whether a text of a request is a unit into which a span can be divided. */
export function isPeriodUnit(text: string): text is PeriodUnit {
  return periodUnits.some((unit) => unit === text)
}

/** One bar of a chart, one line of a table. */
export interface Period extends Span {
  /** 1 Monday to 7 Sunday: the period is all of these in the span; null: it is one stretch of time. */
  readonly weekday: number | null
}

/** A span divided: stretches that follow one another, and which period each belongs to. */
export interface DividedSpan {
  /** Where each stretch begins, and at the end where the last one ends. */
  readonly bounds: readonly number[]
  readonly periods: readonly Period[]
  /** The index of the period of each stretch. */
  readonly periodOf: readonly number[]
}

/** More than these nobody looks at: a month in quarter hours. */
export const MOST_PERIODS = 3_000

const MINUTE = 60_000
const LENGTH: Partial<Record<PeriodUnit, number>> = {
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  hour: 60 * MINUTE,
}

/** The next instant after `at` at which a new period of the unit begins, by the site's clock. */
function nextStart(at: number, unit: PeriodUnit, calendar: SiteCalendar): number {
  const length = LENGTH[unit]
  if (length !== undefined) return at + length - (((calendar.wallAt(at) % length) + length) % length)
  let next = calendar.nextDay(calendar.dayOf(at))
  const isWithin = (day: number) =>
    (unit === 'week' && calendar.weekdayOf(day) !== 1) ||
    (unit === 'month' && calendar.dateOf(day).slice(0, 7) === calendar.dateOf(at).slice(0, 7))
  while (isWithin(next)) next = calendar.nextDay(next)
  return next
}

/**
 * Divides a span by the site's clock, where the first and the last period may be cut; null: into more than
 * `MOST_PERIODS`. A day may have 23 or 25 hours, and a date that the zone skips makes no period.
 */
export function divideSpan(span: Span, unit: PeriodUnit, calendar: SiteCalendar): DividedSpan | null {
  const bounds: number[] = []
  for (let at = span.from; at < span.to; at = nextStart(at, unit, calendar)) {
    if (bounds.length === MOST_PERIODS) return null
    bounds.push(at)
  }
  const pieces = bounds.map((from, index) => ({
    from,
    to: Math.min(bounds[index + 1] ?? span.to, span.to),
  }))
  bounds.push(span.to)
  if (unit !== 'weekday')
    return {
      bounds,
      periods: pieces.map((piece) => ({ ...piece, weekday: null })),
      periodOf: pieces.map((_, index) => index),
    }
  const weekdays = pieces.map(({ from }) => calendar.weekdayOf(from))
  const present = [...new Set(weekdays)].sort((a, b) => a - b)
  return {
    bounds,
    periods: present.map((weekday) => ({ ...span, weekday })),
    periodOf: weekdays.map((weekday) => present.indexOf(weekday)),
  }
}

/** The index of the stretch that holds an instant, -1 where none does. */
export function partAt({ bounds }: Pick<DividedSpan, 'bounds'>, at: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (bounds[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low === bounds.length ? -1 : low - 1
}

/** The indices of those of some spans (in order, none within another) that share an instant with [from, to], in order. */
export function* spansWithin(spans: readonly Span[], from: number, to: number): Iterable<number> {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (itemAt(spans, middle).to <= from) low = middle + 1
    else high = middle
  }
  for (let index = low; index < spans.length && itemAt(spans, index).from <= to; index++) yield index
}
