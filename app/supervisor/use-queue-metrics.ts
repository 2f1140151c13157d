'use client'
import type { QueueRow } from '#core/rows/row.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useBasis } from './use-basis.ts'
import type { DayIntervals } from './use-intervals.ts'
import { type WindowMetrics, windowFrom, windowMetrics } from './window-metrics.ts'

/** A queue's figures on the basis that was chosen: the live row's, or summed from its quarter hours; null while not known. */
export function useQueueMetrics(row: QueueRow | null, day: DayIntervals | null): WindowMetrics | null {
  const { window, variant, isUsual } = useBasis()
  const serverNow = useServerNow()
  if (row === null) return null
  if (isUsual) {
    const { offered, serviceLevelNow, abandonRate, asaSec, ahtSec } = row
    return { offered, serviceLevel: serviceLevelNow, abandonRate, asaSec, ahtSec }
  }
  if (day === null || row.offered === null) return null
  const from = windowFrom(window, day.from, serverNow() ?? day.to)
  return windowMetrics(day.intervals, from, variant, row.waitingLate ?? 0)
}
