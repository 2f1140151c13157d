import type { TrendPeriod } from '#core/api/trends-answer.ts'
import { ratio } from '#core/queues/service-level.ts'

/** Shares of a period, 0–1; null where there is nothing to divide by. */
export interface TrendPoint {
  readonly label: string
  readonly within24: number | null
  readonly within72: number | null
  readonly unclassified: number | null
}

export function trendPoints(
  periods: readonly TrendPeriod[],
  labelOf: (period: TrendPeriod) => string,
): TrendPoint[] {
  return periods.map((period) => ({
    label: labelOf(period),
    within24: ratio(period.within24, period.known),
    within72: ratio(period.within72, period.known),
    unclassified: ratio(period.unclassified, period.ended),
  }))
}
