import { commandTable, isForRole } from '#core/access/command-table.ts'
import type { CaseNumbers } from '#store/postgres/case-numbers.ts'
import { ok, refuse } from '../api/answer.ts'
import type { ApiRoute } from '../api/route.ts'

/** A short id for a case that a screen is about to open. One that is not used leaves a gap, and does no harm. */
export function caseIdRoutes(numbers: CaseNumbers): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/case-ids',
      for: 'staff',
      async answer({ viewer, floor }) {
        if (!isForRole(commandTable['case.opened'].by, viewer.role))
          return refuse(403, 'forbidden', 'your role opens no cases')
        const id = await numbers.next((one) => floor.row('case', one) !== null)
        return ok({ id })
      },
    },
  ]
}
