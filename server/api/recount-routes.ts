import { instantText } from '#core/rows/row.ts'
import { openDifferences, type RecountStore } from '#store/postgres/recount-store.ts'
import { ok, refuse } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** What the recounts since the last whole one found, for admins: a difference of any figure is a fault of ours. */
export function recountRoutes(recounts: Pick<RecountStore, 'recent'>): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/recount',
      for: 'staff',
      async answer({ viewer }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'recounts are for admins')
        const recent = await recounts.recent()
        return ok({
          differences: openDifferences(recent),
          recounts: recent.map((result) => ({ ...result, at: instantText(result.at) })),
        })
      },
    },
  ]
}
