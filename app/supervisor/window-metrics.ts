import { addCounts, answeredOf, type Counts, noCounts } from '#core/queues/counts.ts'
import { abandonRate, type ServiceLevelVariant, serviceLevel } from '#core/queues/service-level.ts'

/** An interval record as `GET /queues/{id}/intervals` gives it (docs/metrics.md); durations in seconds. */
export type Interval = Omit<
  Counts,
  'waitMs' | 'talkMs' | 'holdMs' | 'wrapMs' | 'rated' | 'ratedMillionths'
> & {
  start: string
  waitSec: number
  talkSec: number
  holdSec: number
  wrapSec: number
}

/** The spans over which figures may be looked at, in minutes; `day` is the site's. */
export const windows = ['day', '15', '30', '60', '480'] as const
export type Window = (typeof windows)[number]

export const SLOT_MS = 15 * 60_000

/** Since when entries count in a window: the beginning of the quarter hour in which it began. */
export function windowFrom(window: Window, dayFrom: number, now: number): number {
  if (window === 'day') return dayFrom
  return Math.floor((now - Number(window) * 60_000) / SLOT_MS) * SLOT_MS
}

function countsOf({ start: _start, waitSec, talkSec, holdSec, wrapSec, ...counts }: Interval): Counts {
  const ms = (sec: number) => Math.round(sec * 1_000)
  return {
    ...noCounts(),
    ...counts,
    waitMs: ms(waitSec),
    talkMs: ms(talkSec),
    holdMs: ms(holdSec),
    wrapMs: ms(wrapSec),
  }
}

export interface WindowMetrics {
  offered: number | null
  serviceLevel: number | null
  abandonRate: number | null
  asaSec: number | null
  ahtSec: number | null
}

/** The figures of records that begin at or after an instant, from their summed counts, by a variant of the service level. */
export function windowMetrics(
  intervals: readonly Interval[],
  from: number,
  variant: ServiceLevelVariant,
  waitingLate: number,
): WindowMetrics {
  const sum = noCounts()
  for (const interval of intervals)
    if (Date.parse(interval.start) >= from) addCounts(sum, countsOf(interval), 1)
  const mean = (ms: number, count: number) => (count === 0 ? null : ms / count / 1_000)
  return {
    offered: sum.offered,
    serviceLevel: serviceLevel(sum, variant, waitingLate),
    abandonRate: abandonRate(sum, variant),
    asaSec: mean(sum.waitMs, answeredOf(sum)),
    ahtSec: mean(sum.talkMs + sum.holdMs + sum.wrapMs, sum.handled),
  }
}
