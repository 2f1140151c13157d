'use client'
import type { QueueRow } from '#core/row.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useBasis } from './use-basis.ts'
import type { DayIntervals } from './use-intervals.ts'
import { type WindowFigures, windowFigures, windowFrom } from './window-figures.ts'

/** A queue's figures on the basis that was chosen: the live row's, or summed from its quarter hours; null while not known. */
export function useQueueFigures(row: QueueRow | null, day: DayIntervals | null): WindowFigures | null {
  const { window, variant, isUsual } = useBasis()
  const serverNow = useServerNow()
  if (row === null) return null
  if (isUsual) {
    const { offered, serviceLevelNow, abandonRate, asaSec, ahtSec } = row
    return { offered, serviceLevel: serviceLevelNow, abandonRate, asaSec, ahtSec }
  }
  if (day === null || row.offered === null) return null
  const from = windowFrom(window, day.from, serverNow() ?? day.to)
  return windowFigures(day.intervals, from, variant, row.waitingLate ?? 0)
}
