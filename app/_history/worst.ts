import type { EntryMetrics, ReportPeriod } from '#core/api/interval-report.ts'

type Period = ReportPeriod & EntryMetrics

/** How many of a period's contacts were owed an answer in time and did not get it. */
export const notInTime = ({ answeredLate, abandoned }: EntryMetrics): number => answeredLate + abandoned

/** The period in which the most contacts were not answered in time, of equal ones the worse share; null: none was. */
export function worstPeriod(periods: readonly Period[]): Period | null {
  let worst: Period | null = null
  for (const period of periods) {
    if (notInTime(period) === 0) continue
    const more = worst === null ? 1 : notInTime(period) - notInTime(worst)
    const isWorse = more === 0 && (period.serviceLevel ?? 1) < (worst?.serviceLevel ?? 1)
    if (more > 0 || isWorse) worst = period
  }
  return worst
}
