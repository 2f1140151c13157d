import type { ServiceLevelVariant } from '#core/queues/service-level.ts'
import type { DayIntervals } from './use-intervals.ts'
import { type Interval, SLOT_MS, windowMetrics } from './window-metrics.ts'

/** A quarter hour of a curve: when it began (ms), what came in, and the service level (0–1) of what was decided. */
export interface DayPoint {
  readonly at: number
  readonly offered: number
  readonly level: number | null
}

export interface DayPoints {
  /** From opening to closing, or as far as something came in outside of that. ms. */
  readonly from: number
  readonly to: number
  readonly points: readonly DayPoint[]
}

/** A shift: so that the first quarter hour of the day does not fill the picture. */
const LEAST_SPAN = 8 * 3_600_000

/** The hours of a day in which a queue is open, or in which something came in; of one that never closes, a shift at the least. */
function hoursOf({ open, from, to }: DayIntervals, first: number, last: number): readonly [number, number] {
  const spans = (open ?? []).filter(([begin, end]) => Date.parse(end) > from && Date.parse(begin) < to)
  if (spans.length === 0) return [first, Math.min(to, Math.max(last, first + LEAST_SPAN))]
  const begins = spans.map(([begin]) => Date.parse(begin))
  const ends = spans.map(([, end]) => Date.parse(end))
  return [Math.max(from, Math.min(first, ...begins)), Math.min(to, Math.max(last, ...ends))]
}

/** The quarter hours of a day so far, those without a contact too; null: nothing came in yet. */
export function dayPoints(day: DayIntervals, variant: ServiceLevelVariant, now: number): DayPoints | null {
  const own = day.intervals.filter(({ start }) => Date.parse(start) >= day.from && Date.parse(start) < day.to)
  if (own.length === 0) return null
  const byStart = new Map<number, Interval>(own.map((interval) => [Date.parse(interval.start), interval]))
  const starts = [...byStart.keys()]
  const [from, to] = hoursOf(day, Math.min(...starts), Math.max(...starts) + SLOT_MS)
  const points: DayPoint[] = []
  const until = Math.max(Math.min(to, now), Math.max(...starts) + SLOT_MS)
  for (let at = Math.floor(from / SLOT_MS) * SLOT_MS; at < until; at += SLOT_MS) {
    const interval = byStart.get(at)
    const level = interval === undefined ? null : windowMetrics([interval], 0, variant, 0).serviceLevel
    points.push({ at, offered: interval?.offered ?? 0, level })
  }
  return { from, to, points }
}
