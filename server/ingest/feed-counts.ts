import { randomBytes } from 'node:crypto'
import type { AnyEvent, EventOfType } from '#core/event/event.ts'

/** What the log itself does not show of a feed's sending. */
export interface FeedCount {
  duplicate: number
  rejected: number
  clamped: number
}

export interface FeedCounts {
  add(feed: string, count: FeedCount): void
  /** Writes what is counted so far and stops. */
  close(): Promise<void>
}

export interface FeedCountsOptions {
  /** This process among those that take events in. */
  readonly instance: string
  readonly appendSystem: (events: readonly AnyEvent[], at: number) => Promise<unknown>
  readonly now: () => number
  /** Told when the counts could not be written; they are tried again. */
  readonly onFault: (error: Error) => void
  readonly everyMs?: number
}

const EVERY_MS = 1_000

/**
 * Says in the log, at most once a second and only what is not zero, how many events of each feed were duplicates,
 * refused or clamped (`feed.counted`), so that every fold has the same figures for a feed.
 */
export function createFeedCounts(options: FeedCountsOptions): FeedCounts {
  const run = randomBytes(6).toString('hex')
  let counts = new Map<string, FeedCount>()
  let unwritten: EventOfType<'feed.counted'>[] = []
  let serial = 0
  let timer: NodeJS.Timeout | null = null

  function collect(): void {
    const time = options.now()
    for (const [feed, count] of counts) {
      const data = Object.fromEntries(Object.entries(count).filter(([, n]) => n > 0))
      const source = `system/ingest/${options.instance}`
      unwritten.push({ id: `${run}/${++serial}`, source, type: 'feed.counted', time, subject: feed, data })
    }
    counts = new Map()
  }

  async function write(): Promise<void> {
    timer = null
    // While an earlier try is unwritten the counts go on adding up, so a long outage does not pile up events.
    if (unwritten.length === 0) collect()
    try {
      await options.appendSystem(unwritten, options.now())
      unwritten = []
    } catch (error) {
      options.onFault(error as Error)
    }
    if (counts.size > 0 || unwritten.length > 0) schedule()
  }

  function schedule(): void {
    timer ??= setTimeout(write, options.everyMs ?? EVERY_MS).unref()
  }

  return {
    add(feed, count) {
      if (count.duplicate + count.rejected + count.clamped === 0) return
      const sum = counts.get(feed) ?? { duplicate: 0, rejected: 0, clamped: 0 }
      sum.duplicate += count.duplicate
      sum.rejected += count.rejected
      sum.clamped += count.clamped
      counts.set(feed, sum)
      schedule()
    },
    async close() {
      if (timer !== null) clearTimeout(timer)
      collect()
      if (unwritten.length > 0) await options.appendSystem(unwritten, options.now())
    },
  }
}
