import { itemAt } from '../collections/present.ts'
import type { OpeningDay } from './opening-days.ts'
import { DAY_MS } from './wall-day.ts'
import { utcYearStart, type Zone } from './zone.ts'

/** A stretch of real time, half-open. */
export interface Segment {
  readonly from: number
  readonly to: number
}

/** The opening hours of one year of the zone's wall clock, on the real time line. */
export interface OpeningYear extends Segment {
  /** Opening times in order, joined where they adjoin or overlap, cut at the year's ends. */
  readonly spans: readonly Segment[]
  /** Working ms of the year before each span. */
  readonly before: readonly number[]
  readonly total: number
}

/** Spans in order, joined where they adjoin or overlap. */
export function joined(spans: readonly Segment[]): Segment[] {
  const inOrder = [...spans].sort((a, b) => a.from - b.from)
  const result: { from: number; to: number }[] = []
  for (const span of inOrder) {
    const last = result.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/** The real times of the spans that begin on a day; one that the zone skips altogether is left out. */
export function segmentsOfDay(zone: Zone, opening: OpeningDay, day: number): Segment[] {
  const segments: Segment[] = []
  for (const span of opening.spans) {
    const from = zone.instantOf(day * DAY_MS + span.from)
    const to = zone.instantOf(day * DAY_MS + span.to)
    if (from < to) segments.push({ from, to })
  }
  return segments
}

/** Lays a year's opening hours on the real time line. The day before counts too: it may run over midnight. */
export function openingYear(zone: Zone, openingOf: (day: number) => OpeningDay, year: number): OpeningYear {
  const [first, next] = [utcYearStart(year), utcYearStart(year + 1)]
  const [from, to] = [zone.instantOf(first), zone.instantOf(next)]
  const all: Segment[] = []
  for (let day = first / DAY_MS - 1; day < next / DAY_MS; day++)
    all.push(...segmentsOfDay(zone, openingOf(day), day))
  const spans = joined(all)
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.from < span.to)
  const before: number[] = []
  let total = 0
  for (const span of spans) {
    before.push(total)
    total += span.to - span.from
  }
  return { from, to, spans, before, total }
}

/** How many of a sorted list's first items hold `test`, which must hold up to some item and not after it. */
function countWhile(length: number, test: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (test(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Working ms from the year's start to an instant. */
export function workedUntil(year: OpeningYear, instant: number): number {
  const index = countWhile(year.spans.length, (item) => itemAt(year.spans, item).from <= instant) - 1
  if (index < 0) return 0
  const span = itemAt(year.spans, index)
  return itemAt(year.before, index) + Math.min(instant, span.to) - span.from
}

/** The first instant of the year by which `worked` ms have passed since its start; 0 < worked ≤ total. */
export function firstInstantAt(year: OpeningYear, worked: number): number {
  const index = countWhile(year.spans.length, (item) => itemAt(year.before, item) < worked) - 1
  return itemAt(year.spans, index).from + (worked - itemAt(year.before, index))
}

/** The last instant of the year at which no more than `worked` ms have passed since its start; 0 ≤ worked < total. */
export function lastInstantAt(year: OpeningYear, worked: number): number {
  const index = countWhile(year.spans.length, (item) => itemAt(year.before, item) <= worked) - 1
  return itemAt(year.spans, index).from + (worked - itemAt(year.before, index))
}
