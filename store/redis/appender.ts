import { ErrorReply } from 'redis'
import type { AnyEvent } from '#core/event/event.ts'
import { dedupKeyOf, identityKey } from '../dedup-key.ts'
import { packEntry } from '../entry-codec.ts'
import { LogBusy, LogFenced } from '../log-error.ts'
import { appendScript } from './append-script.ts'
import type { RedisConnection } from './connection.ts'
import type { SiteKeys } from './keys.ts'
import { untilReplicated } from './replicated.ts'

export type AppendOutcome = 'accepted' | 'duplicate' | 'id_reused'

/** A lease that the writer must still hold for its entries to be written. */
export interface Fence {
  readonly lease: string
  readonly number: number
  /** The number under which it was held before, whoever held it; 0: it never was. Not given: who writes does not ask. */
  readonly after?: number
}

export interface Appender {
  append(events: readonly AnyEvent[], at: number, fence?: Fence): Promise<AppendOutcome[]>
  /** Events that wait to be written. */
  readonly waiting: number
}

/** Of all of these a single append may be more, if nothing else waits. */
export interface AppenderLimits {
  /** Events, and characters of them, that may wait before `LogBusy`. */
  readonly maxWaiting: number
  readonly maxWaitingLength: number
  /** Events, and characters of them, that one script writes. */
  readonly maxBatch: number
  readonly maxBatchLength: number
}

const LIMITS: AppenderLimits = {
  maxWaiting: 20_000,
  maxWaitingLength: 64 * 1024 * 1024,
  maxBatch: 1_000,
  maxBatchLength: 4 * 1024 * 1024,
}

interface PendingAppend {
  readonly day: number
  readonly fence: Fence | undefined
  readonly args: readonly string[]
  readonly count: number
  readonly length: number
  readonly done: (outcomes: AppendOutcome[]) => void
  readonly fail: (error: Error) => void
}

const DAY_MS = 86_400_000
/** Days before the day of receipt in which the same id is the same event. */
const DAYS_BACK = 7
const daysLooked = (day: number): number[] => [
  ...[day, day + 1],
  ...Array.from({ length: DAYS_BACK }, (_, back) => day - back - 1),
]
const MARKS_LIVE_MS = (DAYS_BACK + 2) * DAY_MS
const OUTCOMES: Record<string, AppendOutcome> = { a: 'accepted', d: 'duplicate', r: 'id_reused' }

/**
 * Writes to the log. Appends that come while a script runs are written together by the next one, so that a disk
 * write is shared by all who wait for it.
 */
export function createAppender(
  connection: RedisConnection,
  keys: SiteKeys,
  given: Partial<AppenderLimits> = {},
): Appender {
  const limits = { ...LIMITS, ...given }
  let pending: PendingAppend[] = []
  let waiting = 0
  let waitingLength = 0
  let running = false

  function takeBatch(): PendingAppend[] {
    const first = pending[0]!
    let { count, length } = first
    let end = 1
    for (; end < pending.length; end++) {
      const next = pending[end]!
      count += next.count
      length += next.length
      if (count > limits.maxBatch || length > limits.maxBatchLength || !together(first, next)) break
    }
    const batch = pending.slice(0, end)
    pending = pending.slice(end)
    return batch
  }

  async function run(): Promise<void> {
    while (pending.length > 0) {
      const batch = takeBatch()
      const written = await write(connection, keys, batch)
      for (const append of batch) {
        waiting -= append.count
        waitingLength -= append.length
      }
      written()
    }
    running = false
  }

  return {
    append(events, at, fence) {
      if (events.length === 0) return Promise.resolve([])
      const args = events.flatMap((event) => {
        const { mark, content } = dedupKeyOf(event)
        return [mark, content, packEntry(event, at)]
      })
      const length = args.reduce((sum, arg) => sum + arg.length, 0)
      const { maxWaiting, maxWaitingLength } = limits
      const full = waiting + events.length > maxWaiting || waitingLength + length > maxWaitingLength
      if (full && waiting > 0) return Promise.reject(new LogBusy(`${waiting} events wait to be written`))
      waiting += events.length
      waitingLength += length
      return new Promise((done, fail) => {
        pending.push({ day: Math.floor(at / DAY_MS), fence, args, count: events.length, length, done, fail })
        if (running) return
        running = true
        // All requests that this turn of the loop brings go into one script.
        setImmediate(run)
      })
    },
    get waiting() {
      return waiting
    },
  }
}

/** Whether an event with this source and id was written in the days in which the same id is the same event. */
export async function isWritten(
  connection: RedisConnection,
  keys: SiteKeys,
  event: Pick<AnyEvent, 'source' | 'id'>,
  at: number,
): Promise<boolean> {
  const mark = identityKey(event)
  const days = daysLooked(Math.floor(at / DAY_MS))
  const found = await Promise.all(
    days.map((day) => connection.send<number>(['HEXISTS', keys.seen(day), mark])),
  )
  return found.includes(1)
}

/** Whether one script can write both. */
function together(a: PendingAppend, b: PendingAppend): boolean {
  return a.day === b.day && a.fence?.lease === b.fence?.lease && a.fence?.number === b.fence?.number
}

/** Runs the script for a batch; gives what tells who appended how it went. */
async function write(
  connection: RedisConnection,
  keys: SiteKeys,
  batch: readonly PendingAppend[],
): Promise<() => void> {
  const { day, fence } = batch[0]!
  const lease = fence === undefined ? 'none' : fence.lease
  const touched = [keys.log, keys.lease(lease), ...daysLooked(day).map(keys.seen)]
  const head = [fence === undefined ? '' : String(fence.number), String(MARKS_LIVE_MS)]
  const args = head.concat(...batch.map((append) => append.args))
  try {
    const [letters] = await appendScript<[string, string]>(connection, touched, args)
    await untilReplicated(connection, keys, connection.made)
    return () => tell(batch, letters)
  } catch (error) {
    const reason = named(error as Error)
    return () => {
      for (const append of batch) append.fail(reason)
    }
  }
}

function tell(batch: readonly PendingAppend[], letters: string): void {
  let from = 0
  for (const append of batch) {
    const own = letters.slice(from, from + append.count)
    from += append.count
    append.done(Array.from(own, (letter) => OUTCOMES[letter]!))
  }
}

function named(error: Error): Error {
  const fenced = error instanceof ErrorReply && error.message.startsWith('FENCED')
  return fenced ? new LogFenced(error.message) : error
}
