import type { LogEntry } from '#core/event/event.ts'
import { comparePositions } from '#core/event/log-position.ts'
import { LOG_UNREADABLE } from '#core/event/unreadable-entry.ts'
import { LogUnavailable } from '../log-error.ts'
import type { RedisConnection } from './connection.ts'
import type { SiteKeys } from './keys.ts'
import { defineScript } from './script.ts'

/** Why an entry of the log is no event; what stands there is in the archive alone, for it may be anything. */
export interface Unreadable {
  readonly pos: string
  /** Receipt as Redis has it, ms since 1970. */
  readonly at: number
  readonly message: string
}

/** As many are noted; a log that holds more is damaged as a whole. */
const KEPT = 1_000

/** Each position once, whichever process meets it and however often. */
const noteScript = defineScript(`
for i = 1, #ARGV, 2 do
  if redis.call('HLEN', KEYS[1]) < ${KEPT} then redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) end
end
return 1
`)

/**
 * Notes those of these entries that are no events, for who looks after the site. A Redis that is full takes no note, and
 * that must not keep anybody from reading on: the next process that meets them does it.
 */
export async function noteUnreadable(
  connection: RedisConnection,
  keys: SiteKeys,
  entries: readonly LogEntry[],
): Promise<void> {
  const notes = entries
    .filter(({ event }) => event.type === LOG_UNREADABLE)
    .flatMap(({ pos, at, event }) => [pos, JSON.stringify({ at, message: event.data.why })])
  if (notes.length === 0) return
  try {
    await noteScript(connection, [keys.unreadable], notes)
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error
  }
}

/** What was noted, newest first. */
export async function readUnreadable(connection: RedisConnection, keys: SiteKeys): Promise<Unreadable[]> {
  const flat = await connection.send<string[]>(['HGETALL', keys.unreadable])
  const noted = flat.flatMap((pos, at) =>
    at % 2 === 0 ? [{ pos, ...(JSON.parse(flat[at + 1]!) as Omit<Unreadable, 'pos'>) }] : [],
  )
  return noted.sort((a, b) => comparePositions(b.pos, a.pos))
}
