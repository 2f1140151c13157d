import { ok, refuse } from '../api/answer.ts'
import type { Audited } from '../api/floor-routes.ts'
import type { ApiRoute } from '../api/route.ts'
import type { CustomerStory } from './customer.ts'

/** All that is known of a customer, by what stands for them in addresses. */
export function customerStoryRoutes(story: CustomerStory, audited: Audited): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/customers/:ref',
      for: 'staff',
      async answer({ viewer, params, floor }) {
        const ref = params.ref!
        const seen = await audited(viewer, 'customer', ref)
        if (seen.kind === 'screen') return refuse(403, 'forbidden', 'customers: not yours to see')
        const found = await story(seen, ref, floor)
        return found === null ? refuse(404, 'not_found', 'customer: not known, or none of yours') : ok(found)
      },
    },
  ]
}
