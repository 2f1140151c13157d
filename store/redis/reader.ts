import { setTimeout as wait } from 'node:timers/promises'
import { ErrorReply } from 'redis'
import type { LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { unpackEntry } from '../entry-codec.ts'
import { LogGap, LogUnavailable } from '../log-error.ts'
import type { RedisConnection } from './connection.ts'
import type { SiteKeys } from './keys.ts'
import { untilReplicated } from './replicated.ts'
import { noteUnreadable } from './unreadable.ts'

type RawEntry = [pos: string, fields: [string, string]]
type RawStreams = [key: string, entries: RawEntry[]][] | null

const BLOCK_MS = 2_000
/** Characters that entries read at once may have, so that a reply is bounded whatever they hold. */
const AT_ONCE_CHARS = 8 * 1024 * 1024
/** Entries that are read at once at least, and by a connection that has read none. */
const LEAST = 16
const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 1_000

export interface FollowOptions {
  readonly from: string
  /** The entry at `from` itself must still be there: what was folded up to it is of no use if it has never been. */
  readonly isExact?: boolean
  /** Only entries that would not be lost with this Redis, where replicas are waited for. */
  readonly isReplicated?: boolean
  /** Entries after `from`, in order; the next come when it is done. `full`: there may well be more. */
  readonly onEntries: (entries: LogEntry[], full: boolean) => void | Promise<void>
  readonly signal: AbortSignal
  /** Told when Redis is away (the follower tries again by itself), and `null` when it is back. */
  readonly onTrouble?: (error: LogUnavailable | null) => void
  /** Entries at once at most. */
  readonly count?: number
}

/** How long the entries were that a connection read last. */
const charsOf = new WeakMap<RedisConnection, number>()

/** How many entries a connection may ask for at once, by how long those before were. */
function countWithin(connection: RedisConnection, count: number): number {
  const fit = Math.floor(AT_ONCE_CHARS / (charsOf.get(connection) ?? AT_ONCE_CHARS))
  return Math.min(count, Math.max(LEAST, fit))
}

/** Takes note of how long entries are; gives how long they are together. */
function measure(connection: RedisConnection, raw: readonly RawEntry[]): number {
  const chars = raw.reduce((sum, [, fields]) => sum + fields[1].length, 0)
  if (raw.length > 0) charsOf.set(connection, Math.max(1, chars / raw.length))
  return chars
}

/** The entries after a position, oldest first: at most `count`, and fewer where they are long; none: there are no more. */
export async function readEntries(
  connection: RedisConnection,
  keys: SiteKeys,
  after: string,
  count: number,
): Promise<LogEntry[]> {
  const entries: LogEntry[] = []
  let chars = 0
  while (entries.length < count && chars < AT_ONCE_CHARS) {
    const wanted = countWithin(connection, count - entries.length)
    const from = entries.at(-1)?.pos ?? after
    const command = ['XRANGE', keys.log, `(${from}`, '+', 'COUNT', String(wanted)]
    const raw = await connection.send<RawEntry[]>(command)
    chars += measure(connection, raw)
    for (const [pos, fields] of raw) entries.push(unpackEntry(pos, fields[1]))
    if (raw.length < wanted) break
  }
  await noteUnreadable(connection, keys, entries)
  return entries
}

/**
 * Gives every entry after `from` as it comes, until `signal`. Waits out a Redis that is away and goes on at the
 * same place; throws `LogGap` where the log no longer holds that place.
 */
export async function followLog(
  open: () => RedisConnection,
  keys: SiteKeys,
  options: FollowOptions,
): Promise<void> {
  const { signal, onTrouble } = options
  const connection = open()
  const close = () => connection.close()
  signal.addEventListener('abort', close, { once: true })
  let pos = options.from
  let retryMs = 0
  let checked = -1
  try {
    while (!signal.aborted) {
      try {
        if (retryMs > 0 || connection.made !== checked) {
          await assertHolds(connection, keys, pos, options.isExact === true)
          checked = connection.made
        }
        if (retryMs > 0) onTrouble?.(null)
        retryMs = 0
        pos = await readOn(connection, keys, pos, { ...options, checked })
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof LogUnavailable)) throw error
        if (retryMs === 0) onTrouble?.(error)
        retryMs = Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, retryMs * 2))
        await wait(retryMs, null, { signal }).catch(() => null)
      }
    }
  } finally {
    signal.removeEventListener('abort', close)
    connection.close()
  }
}

async function readOn(
  connection: RedisConnection,
  keys: SiteKeys,
  from: string,
  options: FollowOptions & { checked: number },
): Promise<string> {
  const count = countWithin(connection, options.count ?? 1_000)
  const command = ['XREAD', 'COUNT', String(count), 'BLOCK', String(BLOCK_MS), 'STREAMS', keys.log, from]
  const streams = await connection.send<RawStreams>(command, { timeoutMs: BLOCK_MS + 5_000 })
  const raw = streams?.[0]?.[1] ?? []
  // By another connection it is another Redis, perhaps, which is asked first what it holds.
  if (raw.length === 0 || connection.made !== options.checked) return from
  if (options.isReplicated === true) await untilReplicated(connection, keys, options.checked)
  measure(connection, raw)
  const entries = raw.map(([pos, fields]) => unpackEntry(pos, fields[1]))
  await noteUnreadable(connection, keys, entries)
  await options.onEntries(entries, raw.length === count)
  return raw.at(-1)![0]
}

/** Throws `LogGap` unless the log still holds everything after `pos`, and has not gone back behind it. */
async function assertHolds(
  connection: RedisConnection,
  keys: SiteKeys,
  pos: string,
  isExact: boolean,
): Promise<void> {
  const trimmed = await connection.send<string | null>(['GET', keys.trimmed])
  if (trimmed !== null && comparePositions(pos, trimmed) < 0)
    throw new LogGap(`the log begins after ${trimmed}, later than ${pos}`)
  if (pos === LOG_START) return
  const last = await lastPosition(connection, keys)
  if (comparePositions(last, pos) < 0) throw new LogGap(`the log ends at ${last}, before ${pos}`)
  if (!isExact || pos === trimmed) return
  // One that took over may have gone on without what the one before had not passed on.
  const [there] = await connection.send<RawEntry[]>(['XRANGE', keys.log, pos, pos])
  if (there === undefined) throw new LogGap(`the log no longer holds ${pos}`)
}

/** The greatest position ever given, also if its entry was trimmed; `0-0` in an empty log. */
export async function lastPosition(connection: RedisConnection, keys: SiteKeys): Promise<string> {
  try {
    const info = await connection.send<(string | number)[]>(['XINFO', 'STREAM', keys.log])
    return String(info[info.indexOf('last-generated-id') + 1])
  } catch (error) {
    // Asking before whether it is there would be a second way to Redis and back, behind what is being written to disk.
    if (error instanceof ErrorReply && error.message.includes('no such key')) return LOG_START
    throw error
  }
}
