import { type Limits, usualLimits } from '#core/site/limits.ts'

/** What a feed has a share of. */
export type Share = 'eventsPerSec' | 'bytesPerSec' | 'newPerMinute'

export interface Overdrawn {
  readonly share: Share
  /** Seconds after which the feed may send again. */
  readonly afterSec: number
}

export interface FeedShares {
  /** Whether this feed must wait, and for what; null: it may send now. `now` in real ms. */
  overdrawn(feed: string, limits: Limits, now: number): Overdrawn | null
  /** Counts what was sent. The request that overdraws is still taken, the next ones wait. */
  spend(feed: string, sent: Readonly<Record<Share, number>>, limits: Limits, now: number): void
  /**
   * Gives the feed's next `events` their turn: what one feed sends at once is written a little at a time, so that what
   * others send in between waits for no more than that little.
   */
  turn(feed: string, events: number, limits: Limits, now: number): Turn
  /** ms until the turn of what the feed sends next. */
  turnIn(feed: string, now: number): number
  /** How much of what it may send at once the feed that sends most has spent, 0 to 1 and beyond. */
  used(): Record<Share | 'eventsAtOnce' | 'bytesAtOnce', number>
}

interface Bucket {
  spent: number
  at: number
}

/** When events may be written. */
export interface Turn {
  readonly afterMs: number
  /** As many in one go, and as many more after each `TURN_MS`. */
  readonly events: number
}

export const TURN_MS = 10
/** Whoever would wait longer for its turn is told to come again. */
export const LONGEST_TURN_MS = 2_000

/** A site that lets a feed send little lets it send that little at once. */
const writtenPerSec = ({ eventsPerSec }: Limits) => Math.max(usualLimits.eventsPerSec, eventsPerSec)

const SHARES: readonly Share[] = ['eventsPerSec', 'bytesPerSec', 'newPerMinute']

function rateOf(share: Share, limits: Limits): { perSec: number; atOnce: number } {
  switch (share) {
    case 'eventsPerSec':
      return { perSec: limits.eventsPerSec, atOnce: limits.eventsAtOnce }
    case 'bytesPerSec':
      return { perSec: limits.bytesPerSec, atOnce: limits.bytesAtOnce }
    case 'newPerMinute':
      return { perSec: limits.newPerMinute / 60, atOnce: limits.newPerMinute }
    default:
      return share satisfies never
  }
}

/** Token buckets, one for each share of each feed. */
export function createFeedShares(): FeedShares {
  const feeds = new Map<string, Record<Share, Bucket>>()
  /** When the next turn of a feed is, real ms. */
  const turns = new Map<string, number>()
  let inForce: Limits | null = null

  const waitOf = (feed: string, now: number) => Math.max(0, (turns.get(feed) ?? 0) - now)

  function bucketsOf(feed: string, limits: Limits, now: number): Record<Share, Bucket> {
    inForce = limits
    let buckets = feeds.get(feed)
    if (buckets === undefined) {
      const empty = (): Bucket => ({ spent: 0, at: now })
      buckets = { eventsPerSec: empty(), bytesPerSec: empty(), newPerMinute: empty() }
      feeds.set(feed, buckets)
    }
    for (const share of SHARES) {
      const bucket = buckets[share]
      const passed = Math.max(0, now - bucket.at) / 1_000
      bucket.spent = Math.max(0, bucket.spent - passed * rateOf(share, limits).perSec)
      bucket.at = now
    }
    return buckets
  }

  return {
    overdrawn(feed, limits, now) {
      const buckets = bucketsOf(feed, limits, now)
      let worst: Overdrawn | null = null
      for (const share of SHARES) {
        const { perSec, atOnce } = rateOf(share, limits)
        const over = buckets[share].spent - atOnce
        if (over < 0) continue
        const afterSec = Math.max(1, Math.ceil(over / perSec))
        if (worst === null || afterSec > worst.afterSec) worst = { share, afterSec }
      }
      return worst
    },
    spend(feed, sent, limits, now) {
      const buckets = bucketsOf(feed, limits, now)
      for (const share of SHARES) buckets[share].spent += sent[share]
    },
    turn(feed, events, limits, now) {
      const afterMs = waitOf(feed, now)
      const perSec = writtenPerSec(limits)
      turns.set(feed, now + afterMs + (events / perSec) * 1_000)
      return { afterMs, events: Math.ceil((perSec * TURN_MS) / 1_000) }
    },
    turnIn: waitOf,
    used() {
      const most: Record<Share, number> = { eventsPerSec: 0, bytesPerSec: 0, newPerMinute: 0 }
      // What may be sent at once is what is spent; what may be sent for long is how it comes back.
      const all = () => ({ ...most, eventsAtOnce: most.eventsPerSec, bytesAtOnce: most.bytesPerSec })
      const limits = inForce
      if (limits === null) return all()
      for (const feed of feeds.keys()) {
        const buckets = bucketsOf(feed, limits, performance.now())
        for (const share of SHARES)
          most[share] = Math.max(most[share], buckets[share].spent / rateOf(share, limits).atOnce)
      }
      return all()
    },
  }
}
