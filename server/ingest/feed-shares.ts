import { type Limits, usualLimits } from '#core/site/limits.ts'
import type { FoldCost } from '#store/floor/fold-costs.ts'

/** What a feed has a share of. */
export type Share = 'eventsPerSec' | 'bytesPerSec' | 'foldMsPerSec' | 'newPerMinute'

export interface Overdrawn {
  /** The one that takes longest to come back, and all that are overdrawn. */
  readonly share: Share
  readonly shares: readonly Share[]
  /** Seconds after which the feed may send again. */
  readonly afterSec: number
}

export interface FeedShares {
  /** Whether this feed must wait, and for what; null: it may send now. `now` in real ms. */
  overdrawn(feed: string, limits: Limits, now: number): Overdrawn | null
  /** Counts what was sent. The request that overdraws is still taken, the next ones wait. */
  spend(feed: string, sent: SentEvents, limits: Limits, now: number): void
  /** Counts what it cost to fold what feeds sent. Gives how much of what it may cost at once that feed has spent that cost most. */
  folded(costs: ReadonlyMap<string, FoldCost>, limits: Limits, now: number): number
  /**
   * Gives the feed's next `events` their turn: what one feed sends at once is written a little at a time, so that what
   * others send in between waits for no more than that little.
   */
  turn(feed: string, events: number, limits: Limits, now: number): Turn
  /** ms until the turn of what the feed sends next. */
  turnIn(feed: string, now: number): number
  /** Whether the feed's turns are by what its events cost, not by how many they are. */
  isByCost(feed: string, limits: Limits, now: number): boolean
  /** How much of what it may send at once the feed that sends most has spent, 0 to 1 and beyond. */
  used(): Record<Share | 'eventsAtOnce' | 'bytesAtOnce' | 'foldMsAtOnce', number>
}

/** What a feed sends; what folding it costs is known later. */
export type SentEvents = Readonly<Record<Exclude<Share, 'foldMsPerSec'>, number>>

interface Bucket {
  spent: number
  at: number
}

/** When events may be written. */
export interface Turn {
  readonly afterMs: number
  /** As many in one go, and as many more after each `everyMs`. */
  readonly events: number
  readonly everyMs: number
}

const TURN_MS = 10
/** Whoever would wait longer for its turn is told to come again. */
export const LONGEST_TURN_MS = 2_000
/** One request is written in no longer than that: its sender has an answer in 5 s. */
const LONGEST_WRITE_MS = 2_500

const SHARES: readonly Share[] = ['eventsPerSec', 'bytesPerSec', 'foldMsPerSec', 'newPerMinute']

/** A site that lets a feed send little lets it send that little at once. */
const mostWritten = ({ eventsPerSec }: Limits) => Math.max(usualLimits.eventsPerSec, eventsPerSec)

/** What an event of a feed costs is what its events of the last seconds did. */
const LATELY_MS = 2_000

/** What the events of a feed cost lately; older ones count less and less. */
interface Lately {
  events: number
  ms: number
  at: number
}

/**
 * Of `eventsPerSec`, what a feed may send at any cost while the loop has time to spare: three times what a hall of 600
 * agents does. What an event costs hangs on how many look on, too, and such a hall must not wait for its own screens.
 */
const AT_ANY_COST = 0.1
/** ms of a second for which the loop has nothing to do where it has time to spare. */
const SPARE_MS = 300

/** Feeds that sent something within this time share the machine. */
const TOGETHER_MS = 10_000

/** How many more of a feed's events may be folded at any cost. */
interface Free {
  events: number
  at: number
}

function rateOf(share: Share, limits: Limits): { perSec: number; atOnce: number } {
  switch (share) {
    case 'eventsPerSec':
      return { perSec: limits.eventsPerSec, atOnce: limits.eventsAtOnce }
    case 'bytesPerSec':
      return { perSec: limits.bytesPerSec, atOnce: limits.bytesAtOnce }
    case 'foldMsPerSec':
      return { perSec: limits.foldMsPerSec, atOnce: limits.foldMsAtOnce }
    case 'newPerMinute':
      return { perSec: limits.newPerMinute / 60, atOnce: limits.newPerMinute }
    default:
      return share satisfies never
  }
}

export interface Headroom {
  /** ms of a second for which the loop that folds had nothing to do. */
  readonly idleMs: () => number
  /** At what share of its pace (0–1) what can wait may go on. */
  readonly pace: () => number
}

const UNWATCHED: Headroom = { idleMs: () => 0, pace: () => 1 }

/** Token buckets, one for each share of each feed. */
export function createFeedShares({ idleMs, pace }: Headroom = UNWATCHED): FeedShares {
  const feeds = new Map<string, Record<Share, Bucket>>()
  /** When the next turn of a feed is, real ms. */
  const turns = new Map<string, number>()
  const lately = new Map<string, Lately>()
  const free = new Map<string, Free>()
  /** When each feed sent something last, real ms. */
  const sentAt = new Map<string, number>()
  let inForce: Limits | null = null

  /** Events a second of a feed that may cost anything. */
  const anyCostPerSec = (limits: Limits) => (idleMs() < SPARE_MS ? 0 : limits.eventsPerSec * AT_ANY_COST)

  const waitOf = (feed: string, now: number) => Math.max(0, (turns.get(feed) ?? 0) - now)

  function bucketsOf(feed: string, limits: Limits, now: number): Record<Share, Bucket> {
    inForce = limits
    let buckets = feeds.get(feed)
    if (buckets === undefined) {
      const empty = (): Bucket => ({ spent: 0, at: now })
      buckets = {
        ...{ eventsPerSec: empty(), bytesPerSec: empty(), foldMsPerSec: empty(), newPerMinute: empty() },
      }
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

  /** What of a cost is counted, ms: that of the events beyond those that may cost anything. */
  function counted(feed: string, { events, ms }: FoldCost, limits: Limits, now: number): number {
    const perSec = anyCostPerSec(limits)
    const before = free.get(feed) ?? { events: perSec, at: now }
    const left = Math.min(perSec, before.events + (Math.max(0, now - before.at) * perSec) / 1_000)
    free.set(feed, { events: Math.max(0, left - events), at: now })
    if (events < left) return 0
    return events === 0 ? ms : (ms * (events - left)) / events
  }

  function noteCost(feed: string, { events, ms }: FoldCost, now: number): void {
    const before = lately.get(feed) ?? { events: 0, ms: 0, at: now }
    const left = Math.exp(Math.min(0, before.at - now) / LATELY_MS)
    lately.set(feed, { events: before.events * left + events, ms: before.ms * left + ms, at: now })
  }

  function isAlone(feed: string, now: number): boolean {
    for (const [other, at] of sentAt) if (other !== feed && now - at < TOGETHER_MS) return false
    return true
  }

  /** How many events a second of the feed may be written by what they cost. */
  function fairByCost(feed: string, limits: Limits): number {
    const cost = lately.get(feed)
    if (cost === undefined || cost.ms === 0) return Number.POSITIVE_INFINITY
    return Math.max((Math.max(1, cost.events) * limits.foldMsPerSec) / cost.ms, anyCostPerSec(limits))
  }

  /** The same by their number, and by what others need. */
  const mostNow = (feed: string, limits: Limits, now: number) =>
    mostWritten(limits) * (isAlone(feed, now) ? 1 : Math.max(AT_ANY_COST, pace()))

  function writtenPerSec(feed: string, limits: Limits, now: number): number {
    return Math.min(mostNow(feed, limits, now), fairByCost(feed, limits))
  }

  return {
    overdrawn(feed, limits, now) {
      const buckets = bucketsOf(feed, limits, now)
      const shares: Share[] = []
      let worst: Share | null = null
      let longest = 0
      for (const share of SHARES) {
        const { perSec, atOnce } = rateOf(share, limits)
        const over = buckets[share].spent - atOnce
        if (over < 0) continue
        shares.push(share)
        const afterSec = Math.max(1, Math.ceil(over / perSec))
        if (afterSec <= longest) continue
        worst = share
        longest = afterSec
      }
      return worst === null ? null : { share: worst, shares, afterSec: longest }
    },
    spend(feed, sent, limits, now) {
      sentAt.set(feed, now)
      const buckets = bucketsOf(feed, limits, now)
      for (const share of SHARES) if (share !== 'foldMsPerSec') buckets[share].spent += sent[share]
    },
    folded(costs, limits, now) {
      let most = 0
      for (const [feed, cost] of costs) {
        // What the system itself says, and what came by another server, is nobody's share here.
        if (!feeds.has(feed)) continue
        const { foldMsPerSec } = bucketsOf(feed, limits, now)
        foldMsPerSec.spent += counted(feed, cost, limits, now)
        noteCost(feed, cost, now)
        most = Math.max(most, foldMsPerSec.spent / limits.foldMsAtOnce)
      }
      return most
    },
    turn(feed, events, limits, now) {
      const afterMs = waitOf(feed, now)
      const fair = writtenPerSec(feed, limits, now)
      turns.set(feed, now + afterMs + (events / fair) * 1_000)
      const perSec = Math.max(fair, (events * 1_000) / LONGEST_WRITE_MS)
      const together = Math.max(1, Math.ceil((perSec * TURN_MS) / 1_000))
      return { afterMs, events: together, everyMs: (together * 1_000) / perSec }
    },
    turnIn: waitOf,
    isByCost: (feed, limits, now) => fairByCost(feed, limits) < mostNow(feed, limits, now),
    used() {
      const most: Record<Share, number> = {
        ...{ eventsPerSec: 0, bytesPerSec: 0, foldMsPerSec: 0, newPerMinute: 0 },
      }
      // What may be sent at once is what is spent; what may be sent for long is how it comes back.
      const all = () => ({
        ...most,
        ...{
          eventsAtOnce: most.eventsPerSec,
          bytesAtOnce: most.bytesPerSec,
          foldMsAtOnce: most.foldMsPerSec,
        },
      })
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
