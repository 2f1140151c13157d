import type { ServiceLevelVariant } from '#core/queues/service-level.ts'
import type { VolumePoint } from '../_history/volume-point.ts'
import { type Interval, windowMetrics } from './window-metrics.ts'

/** Quarter hours as the bars of a chart, with nothing beside them. */
export function volumePoints(
  intervals: readonly Interval[],
  variant: ServiceLevelVariant,
  labelOf: (start: string) => string,
): VolumePoint[] {
  return intervals.map((interval) => ({
    label: labelOf(interval.start),
    inTarget: interval.answeredInTarget,
    late: interval.answeredLate,
    abandoned: interval.abandoned,
    short: interval.shortAbandoned,
    other: interval.left + interval.callbackRequested,
    waiting: interval.waiting,
    level: windowMetrics([interval], 0, variant, 0).serviceLevel,
    levelBefore: null,
    allBefore: null,
  }))
}
