import { assignees } from '#core/access/assignees.ts'
import { instantText } from '#core/rows/row.ts'
import { ok } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** Whom the caller may put in charge, each with state, team, queues and open work. */
export function assigneeRoutes(): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/assignees',
      for: 'staff',
      answer: ({ viewer, floor }) => ok({ at: instantText(floor.now), assignees: assignees(viewer, floor) }),
    },
  ]
}
