import type { IntervalReport, ReportPeriod } from '#core/api/interval-report.ts'
import type { PeriodUnit } from '#core/history/periods.ts'

type Parts = { readonly offered?: number; readonly handled?: number }
const isBusy = ({ offered = 0, handled = 0 }: Parts) => offered > 0 || handled > 0

const OF_A_DAY: ReadonlySet<PeriodUnit> = new Set(['15m', '30m', 'hour'])

/**
 * The part of a day's periods in which something came, or did so before: nobody reads a night of zeros. Of more than a
 * day, and of a day without anything, all.
 */
export function busyHours<P extends ReportPeriod & Parts>(
  { by }: Pick<IntervalReport, 'by'>,
  periods: readonly P[],
  beside: readonly (Parts | null)[] | null,
  isOneDay: boolean,
): readonly [from: number, to: number] {
  const all = [0, periods.length] as const
  if (!isOneDay || !OF_A_DAY.has(by)) return all
  const busy = periods.map((period, index) => isBusy(period) || isBusy(beside?.[index] ?? {}))
  const first = busy.indexOf(true)
  return first === -1 ? all : [first, busy.lastIndexOf(true) + 1]
}
