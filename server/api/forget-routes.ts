import { z } from 'zod'
import { sourceOf } from '#core/access/source-of.ts'
import { idText } from '#core/event/event-data.ts'
import { type Forgettable, forgettable } from '#core/event/forgotten.ts'
import { agentsOf, queuesOf } from '#core/site/site-agents.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type ForgetStores, forgetName } from '#store/forget-name.ts'
import { type Audit, auditName } from '../audit.ts'
import { ok, refuse } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRoute } from './route.ts'

const forgetRequest = z.strictObject({ kind: z.enum(forgettable), id: idText })

function isListed(site: Site, kind: Forgettable, id: string): boolean {
  return kind === 'queue' ? queuesOf(site).has(id) : agentsOf(site).includes(id)
}

/** Queues and agents that were named by mistake are forgotten by an administrator. */
export function forgetRoutes(stores: ForgetStores, now: () => number, audit: Audit): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/forget',
      for: 'staff',
      async answer({ viewer, req, floor }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'forgetting is for admins')
        const read = await readJson(req, forgetRequest)
        if (!read.ok) return read.answer
        const { kind, id } = read.value
        if (isListed(floor.site, kind, id))
          return refuse(409, 'listed', `id: the site file names the ${kind} "${id}"; take it out there`)
        if (floor.row(kind, id) === null) return refuse(404, 'not_found', `id: there is no ${kind} "${id}"`)
        const feeds = floor.site.feeds.map((feed) => feed.id)
        // First on record: nothing is taken off screens of which nobody can say who did it.
        await audit(auditName(viewer), 'name.forgotten', `${kind}/${id}`)
        await forgetName(stores, { kind, id, feeds, by: sourceOf(viewer), now: now() })
        return ok({ forgotten: { kind, id } })
      },
    },
  ]
}
