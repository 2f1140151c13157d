import type { ReportPeriod } from '#core/api/interval-report.ts'
import type { PeriodUnit } from '#core/history/periods.ts'
import type { SiteCalendar } from '#core/history/site-calendar.ts'

/**
 * To each period of a span the one that it is looked at beside: weekdays by their name, quarter hours of a day by what
 * the site's clocks showed (a day may have an hour more or less), all else by its place.
 */
export function pairPeriods<P extends ReportPeriod>(
  periods: readonly ReportPeriod[],
  before: readonly P[],
  by: PeriodUnit,
  isOneDay: boolean,
  calendar: Pick<SiteCalendar, 'wallAt'>,
): (P | null)[] {
  if (by === 'weekday') {
    const known = new Map(before.map((period) => [period.weekday, period]))
    return periods.map(({ weekday }) => known.get(weekday) ?? null)
  }
  if (!isOneDay) return periods.map((_, index) => before[index] ?? null)
  const clockOf = ({ from }: ReportPeriod) => calendar.wallAt(Date.parse(from)) % 86_400_000
  const known = new Map<number, P>()
  for (const period of before) if (!known.has(clockOf(period))) known.set(clockOf(period), period)
  return periods.map((period) => known.get(clockOf(period)) ?? null)
}
