import { setTimeout as wait } from 'node:timers/promises'
import type { Limits } from '#core/site/limits.ts'
import { createFeedShares, type FeedShares, type Turn } from '../ingest/feed-shares.ts'
import { createNewSubjects } from '../ingest/new-subjects.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'

/**
 * Holds connectors to the shares of their feeds. A PBX cannot be told to send again, so that nothing of it is refused:
 * what is too much waits, and when many wait, the PBX does too. Its lag says so.
 */
export interface FeedThrottle {
  /** Resolves when the feed may write. */
  ready(feed: string): Promise<void>
  /** The turn of the feed's next events. */
  turn(feed: string, events: number): Turn
  /** Counts what the feed wrote. */
  spend(feed: string, events: readonly { readonly subject: string }[]): void
}

export interface FeedThrottleOptions {
  readonly limits: () => Limits
  readonly limitWatch?: Pick<LimitWatch, 'met'>
  /** Not given: those of these connectors alone. */
  readonly shares?: FeedShares
  /** Real ms. */
  readonly now?: () => number
  readonly pause?: (ms: number) => Promise<unknown>
}

/** Limits may be raised meanwhile. */
const LOOK_EVERY_MS = 250

export function createFeedThrottle(options: FeedThrottleOptions): FeedThrottle {
  const { limits, limitWatch = noLimitWatch, now = () => performance.now(), pause = wait } = options
  const { shares = createFeedShares() } = options
  const newSubjects = createNewSubjects()
  return {
    async ready(feed) {
      let isSaid = false
      for (let over = shares.overdrawn(feed, limits(), now()); over !== null; ) {
        if (!isSaid) limitWatch.met(over.share, `feed/${feed}`)
        isSaid = true
        await pause(LOOK_EVERY_MS)
        over = shares.overdrawn(feed, limits(), now())
      }
    },
    turn: (feed, events) => shares.turn(feed, events, limits(), now()),
    spend(feed, events) {
      const sent = { eventsPerSec: events.length, bytesPerSec: 0, newPerMinute: newSubjects(feed, events) }
      shares.spend(feed, sent, limits(), now())
    },
  }
}
