import type { AllowanceRow } from '../../../rows/case-rows.ts'
import { instantText } from '../../../rows/row.ts'
import { type AllowanceState, shareOf } from './allowance-state.ts'

/** The row of a customer's package. */
export function allowanceRow(id: string, state: AllowanceState): AllowanceRow {
  return {
    id,
    customer: state.customer ?? '',
    name: state.name ?? '',
    used: state.used,
    limit: state.limit,
    share: shareOf(state),
    reportedAt: instantText(state.reportedAt ?? 0),
  }
}
