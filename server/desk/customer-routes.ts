import { customerHistory } from '#core/access/customer-history.ts'
import { ok, refuse } from '../api/answer.ts'
import type { ApiRoute } from '../api/route.ts'

/** What is known of who is on the line: asked once, when a contact begins. */
export function customerRoutes(): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/contacts/:id/customer',
      for: 'staff',
      answer({ viewer, params, floor }) {
        const id = params.id!
        const history = customerHistory(viewer, id, floor)
        return history === null ? refuse(403, 'forbidden', `contact ${id}: not yours to see`) : ok(history)
      },
    },
  ]
}
