import type { CaseRow } from '../rows/case-rows.ts'
import type { RowType, RowTypes } from '../rows/row.ts'
import type { AggregateReader } from './reach.ts'

/**
 * The floor together with cases that it has let go, so that these are judged and masked like any other: what the floor
 * has itself counts.
 */
export function withArchivedCases(
  floor: AggregateReader,
  archived: ReadonlyMap<string, CaseRow>,
): AggregateReader {
  return {
    get site() {
      return floor.site
    },
    row<T extends RowType>(type: T, id: string): RowTypes[T] | null {
      const row = floor.row(type, id)
      return row ?? (type === 'case' ? ((archived.get(id) as RowTypes[T] | undefined) ?? null) : null)
    },
    aggregate: (caseId) => floor.aggregate(caseId),
    alertsIn: (conversation) => floor.alertsIn(conversation),
  }
}
