import type { DepartmentWork } from '../history/department-work.ts'
import type { PeriodUnit } from '../history/periods.ts'

/** What `GET /intervals/department` answers: a department's hand-offs per period and in all; instants are RFC 3339. */
export interface DepartmentAnswer {
  readonly at: string
  readonly id: string
  readonly from: string
  readonly to: string
  readonly by: PeriodUnit
  readonly periods: readonly (DepartmentWork & { readonly from: string; readonly to: string })[]
  readonly total: DepartmentWork
}
