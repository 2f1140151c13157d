import { LOG_SOURCE } from '#core/event/unreadable-entry.ts'
import type { Unreadable } from './redis/unreadable.ts'

/** What an administrator is told of entries that are no events (newest first), and where to look; null: there are none. */
export function unreadableText([last, ...others]: readonly Unreadable[]): string | null {
  if (last === undefined) return null
  const rest = others.length === 0 ? '' : `, and ${others.length} before it`
  return (
    `the entry ${last.pos} of the log ${last.message}${rest}: passed by, all else is there. ` +
    `GET /api/v1/rejected?feed=${LOG_SOURCE} names each; somebody wrote to Redis, or it was damaged`
  )
}
