import { z } from 'zod'
import { maskText } from '#core/access/mask-text.ts'
import { idText } from '#core/event/event-data.ts'
import { LOG_SOURCE } from '#core/event/unreadable-entry.ts'
import { instantText } from '#core/rows/row.ts'
import type { RejectedEvent, RejectedStore } from '#store/rejected.ts'
import { type Audit, auditName } from '../audit.ts'
import type { ReplayRejected } from '../ingest/replay-rejected.ts'
import { ok, refuse } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRoute } from './route.ts'

/** Also what names the fault may hold what was sent: a type, an id. A place in the log is ours, and no number. */
function shownRefusal({ at, id, message, sealed, ...event }: RejectedEvent, feed: string) {
  const named = id === undefined ? {} : { id: feed === LOG_SOURCE ? id : maskText(id) }
  const mayReplay = sealed !== undefined
  return { at: instantText(at), ...named, ...event, message: maskText(message), mayReplay }
}

const replayBody = z.strictObject({ feed: idText })

/** Refused events with their reasons, and judging them anew after a mending, for admins. */
export function rejectedRoutes(
  rejected: Pick<RejectedStore, 'list'>,
  replay: ReplayRejected,
  audit: Audit,
): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/rejected/replay',
      for: 'staff',
      async answer({ viewer, req, floor }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'refused events are for admins')
        const read = await readJson(req, replayBody)
        if (!read.ok) return read.answer
        const { feed } = read.value
        if (!floor.site.feeds.some(({ id }) => id === feed))
          return refuse(404, 'not_found', `feed: there is no feed ${feed}`)
        const replayed = await replay(feed)
        await audit(auditName(viewer), 'rejected.replayed', `feed/${feed}`, { ...replayed })
        return ok(replayed)
      },
    },
    {
      method: 'GET',
      path: '/rejected',
      for: 'staff',
      async answer({ viewer, query }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'refused events are for admins')
        const feed = query.get('feed')
        if (feed === null || feed === '') return refuse(400, 'bad_request', 'feed: is missing')
        const kept = await rejected.list(feed)
        return ok({ feed, rejected: kept.map((event) => shownRefusal(event, feed)) })
      },
    },
  ]
}
