import type { RefusedOriginal } from '#store/rejected.ts'
import type { FeedCount } from './feed-counts.ts'

export interface NotesOptions {
  readonly keepRejected: (feed: string, refused: readonly RefusedOriginal[]) => Promise<void>
  readonly counts: { add(feed: string, count: FeedCount): void }
  readonly now: () => number
}

const EVERY_MS = 60_000

/**
 * Says among a feed's refused events that it met a limit, once a minute for each limit: where an administrator looks, and
 * never as often as the feed sends.
 */
export function createNotes({ keepRejected, counts, now }: NotesOptions) {
  const saidAt = new Map<string, number>()
  return {
    async say(feed: string, { code, message }: { code: string; message: string }): Promise<void> {
      const key = `${feed}\0${message}`
      const real = performance.now()
      if (real - (saidAt.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
      saidAt.set(key, real)
      counts.add(feed, { duplicate: 0, rejected: 1, clamped: 0 })
      await keepRejected(feed, [{ at: now(), code, message, raw: '' }])
    },
  }
}
