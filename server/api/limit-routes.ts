import { instantText } from '#core/rows/row.ts'
import { limitNames, siteLimits } from '#core/site/limits.ts'
import type { LimitsMet } from '#store/limits-met.ts'
import { ok, refuse } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** Every limit of the site, for admins: its value, how near somebody is, and who met it within 30 days. */
export function limitRoutes(limitsMet: Pick<LimitsMet, 'read' | 'used'>): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/limits',
      for: 'staff',
      async answer({ viewer, floor }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'limits are for admins')
        const [met, used] = await Promise.all([limitsMet.read(), limitsMet.used()])
        const limits = siteLimits(floor.site)
        return ok({
          limits: limitNames.map((name) => ({
            name,
            value: limits[name],
            used: used[name] ?? null,
            met: met
              .filter(({ limit }) => limit === name)
              .sort((a, b) => b.at - a.at)
              .map(({ who, times, at }) => ({ who, times, at: instantText(at) })),
          })),
        })
      },
    },
  ]
}
