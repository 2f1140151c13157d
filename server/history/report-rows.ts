import type { Cell } from '#core/api/csv.ts'
import type { IntervalReport } from '#core/api/interval-report.ts'

/** The columns of a report's periods: every field that is a number, then why contacts left, each reason a column. */
function fieldsOf(periods: readonly object[]): string[] {
  const [first] = periods
  if (first === undefined) return []
  return Object.entries(first)
    .filter(([name, value]) => name !== 'weekday' && (value === null || typeof value === 'number'))
    .map(([name]) => name)
}

/** A report as a table: a line of names, then a period a line, in the interface's own names and units. */
export function reportRows({ periods }: IntervalReport): Cell[][] {
  const reasons = [
    ...new Set(periods.flatMap((period) => ('leftBy' in period ? Object.keys(period.leftBy) : []))),
  ]
  reasons.sort()
  const fields = fieldsOf(periods)
  const head = ['from', 'to', 'weekday', ...fields, ...reasons.map((reason) => `leftBy.${reason}`)]
  return [
    head,
    ...periods.map((period): Cell[] => {
      const leftBy = 'leftBy' in period ? period.leftBy : {}
      const values = period as unknown as Record<string, number | null>
      return [
        ...[period.from, period.to, period.weekday],
        ...fields.map((field) => values[field] ?? null),
        ...reasons.map((reason) => leftBy[reason] ?? 0),
      ]
    }),
  ]
}
