export interface Rate {
  /** Events a second that a feed may send for long. */
  readonly perSec: number
  /** Events that it may send at once after a pause. */
  readonly burst: number
}

export interface RateLimit {
  /** Seconds after which this feed may send again; 0: now. */
  retryAfterSec(feed: string, now: number): number
  /** Counts what was sent. The request that overdraws is still taken, the next ones wait. */
  spend(feed: string, events: number, now: number): void
}

/** A token bucket a feed; `now` in real ms. */
export function createRateLimit({ perSec, burst }: Rate): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()

  function bucketOf(feed: string, now: number) {
    let bucket = buckets.get(feed)
    if (bucket === undefined) {
      bucket = { left: burst, at: now }
      buckets.set(feed, bucket)
    }
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1_000) * perSec)
    bucket.at = now
    return bucket
  }

  return {
    retryAfterSec(feed, now) {
      const { left } = bucketOf(feed, now)
      return left > 0 ? 0 : Math.max(1, Math.ceil(-left / perSec))
    },
    spend(feed, events, now) {
      bucketOf(feed, now).left -= events
    },
  }
}
