import { maskText } from '#core/access/mask-text.ts'
import { LOG_SOURCE } from '#core/event/unreadable-entry.ts'
import { instantText } from '#core/rows/row.ts'
import type { RejectedEvent, RejectedStore } from '#store/rejected.ts'
import { ok, refuse } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** Also what names the fault may hold what was sent: a type, an id. A place in the log is ours, and no number. */
function shownRefusal({ at, id, message, ...event }: RejectedEvent, feed: string) {
  const named = id === undefined ? {} : { id: feed === LOG_SOURCE ? id : maskText(id) }
  return { at: instantText(at), ...named, ...event, message: maskText(message) }
}

/** Refused events with their reasons, for admins. */
export function rejectedRoutes(rejected: Pick<RejectedStore, 'list'>): ApiRoute[] {
  return [
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
