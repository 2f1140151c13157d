import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import {
  type AppenderLimits,
  type AppendOutcome,
  createAppender,
  type Fence,
  isWritten,
} from './redis/appender.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { type FollowOptions, followLog, lastPosition, readEntries } from './redis/reader.ts'
import { trimLog } from './redis/trim.ts'
import { readUnreadable, type Unreadable } from './redis/unreadable.ts'

/** The one log of a site: what is in it happened, what is not in it did not. */
export interface EventLog {
  /**
   * Writes what is new of these events, received at `at` (ms, the site's clock). When it resolves, everything
   * accepted is on disk. Rejects with `LogBusy` or `LogUnavailable`: nothing is confirmed, sending again is safe.
   */
  append(events: readonly AnyEvent[], at: number): Promise<AppendOutcome[]>
  /** The same for events of the system itself; with a fence only while that lease is held (`LogFenced`). */
  appendSystem(events: readonly AnyEvent[], at: number, fence?: Fence): Promise<AppendOutcome[]>
  /** Whether an event of this source bears this id already, at `at` (ms, the site's clock). Rejects with `LogUnavailable`. */
  isWritten(event: Pick<AnyEvent, 'source' | 'id'>, at: number): Promise<boolean>
  /** The entries after a position (`LOG_START`: from the beginning). */
  read(after: string, count: number): Promise<LogEntry[]>
  follow(options: FollowOptions): Promise<void>
  length(): Promise<number>
  /** The position of the first entry held, `0-0` if there is none. */
  first(): Promise<string>
  /** The greatest position ever given, `0-0` if there was none. */
  last(): Promise<string>
  /** Position up to which entries have been removed, `0-0` if none have. */
  trimmed(): Promise<string>
  /** Entries that are no events and were passed by, newest first, at most 1,000. */
  unreadable(): Promise<Unreadable[]>
  /** Removes the entries up to and with this position. */
  trim(upTo: string): Promise<number>
  /** Events that wait in this process to be written. */
  readonly waiting: number
  close(): void
}

export interface LogOptions {
  readonly url: string
  readonly site: string
  readonly limits?: Partial<AppenderLimits>
}

export function createLog({ url, site, limits }: LogOptions): EventLog {
  const keys = siteKeys(site)
  const writing = openConnection(url)
  const reading = openConnection(url)
  const appender = createAppender(writing, keys, limits)
  return {
    append: (events, at) => appender.append(events, at),
    appendSystem: (events, at, fence) => appender.append(events, at, fence),
    isWritten: (event, at) => isWritten(reading, keys, event, at),
    read: (after, count) => readEntries(reading, keys, after, count),
    follow: (options) => followLog(() => openConnection(url), keys, options),
    length: () => reading.send<number>(['XLEN', keys.log]),
    async first() {
      const [entry] = await readEntries(reading, keys, LOG_START, 1)
      return entry?.pos ?? LOG_START
    },
    last: () => lastPosition(reading, keys),
    trimmed: async () => (await reading.send<string | null>(['GET', keys.trimmed])) ?? LOG_START,
    unreadable: () => readUnreadable(reading, keys),
    trim: (upTo) => trimLog(writing, keys, upTo),
    get waiting() {
      return appender.waiting
    },
    close() {
      writing.close()
      reading.close()
    },
  }
}
