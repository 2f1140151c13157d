import type { CaseRow } from '../rows/case-rows.ts'
import type { RowType, RowTypes } from '../rows/row.ts'
import type { AggregateReader } from './reach.ts'

/**
 * The floor together with cases that it has let go, so that these are judged and masked like any other: what the floor
 * has itself counts.
 */
export function withKept(look: AggregateReader, kept: ReadonlyMap<string, CaseRow>): AggregateReader {
  return {
    get site() {
      return look.site
    },
    row<T extends RowType>(type: T, id: string): RowTypes[T] | null {
      const row = look.row(type, id)
      return row ?? (type === 'case' ? ((kept.get(id) as RowTypes[T] | undefined) ?? null) : null)
    },
    aggregate: (caseId) => look.aggregate(caseId),
    alertsIn: (conversation) => look.alertsIn(conversation),
  }
}
