/** How much passes: `burst` at once after a pause, `perSec` in the long run. */
export interface BucketRate {
  readonly perSec: number
  readonly burst: number
}

/** Lets through what a rate allows. */
export interface RequestBucket {
  /** Takes `count` (one unless given, at most a burst), all or none. Seconds to wait where they must not pass now, else 0. */
  take(count?: number): number
}

/** A bucket for each of many keys, such as addresses. */
export interface Buckets {
  /** As `take` of the key's bucket. */
  take(key: string, rate: BucketRate, count?: number): number
  /** How much of a key's burst is used, 0 to 1; 1: the next must wait. */
  used(key: string, rate: BucketRate): number
  /** The same of the key that has used most. */
  mostUsed(rate: BucketRate): number
}

const MOST_KEYS = 20_000

const monotonic = () => performance.now()

/** What taking `count` at `at` comes to: when the bucket is full again (all in ms), and the seconds to wait. */
function taken(fullAt: number, { perSec, burst }: BucketRate, count: number, at: number) {
  const stepMs = 1_000 / perSec
  const from = Math.max(at, fullAt)
  const steps = Math.min(count, burst)
  const waitMs = from - at - (burst - steps) * stepMs
  // Of three steps of a third of a second, the sum is not quite one.
  if (waitMs < 1e-6) return { fullAt: from + steps * stepMs, waitSec: 0 }
  return { fullAt: from, waitSec: Math.max(1, Math.ceil(waitMs / 1_000)) }
}

export function createBucket(rate: BucketRate, now: () => number = monotonic): RequestBucket {
  let fullAt = Number.NEGATIVE_INFINITY
  return {
    take(count = 1) {
      const after = taken(fullAt, rate, count, now())
      fullAt = after.fullAt
      return after.waitSec
    },
  }
}

/**
 * Keeps of each key when its bucket is full again. Beyond `most` keys the one that was longest not heard of begins anew;
 * never all at once, so that nobody frees themselves by coming from many addresses but of what they did long before.
 */
export function createBuckets(
  most = MOST_KEYS,
  now: () => number = monotonic,
): Buckets & { readonly size: number } {
  const fullAt = new Map<string, number>()

  function usedUntil(at: number, { perSec, burst }: BucketRate): number {
    const steps = ((at - now()) * perSec) / 1_000
    return steps > burst - 1 ? 1 : Math.max(0, steps / burst)
  }

  return {
    take(key, rate, count = 1) {
      const after = taken(fullAt.get(key) ?? Number.NEGATIVE_INFINITY, rate, count, now())
      fullAt.delete(key)
      fullAt.set(key, after.fullAt)
      if (fullAt.size > most) fullAt.delete(fullAt.keys().next().value!)
      return after.waitSec
    },
    used: (key, rate) => usedUntil(fullAt.get(key) ?? 0, rate),
    mostUsed(rate) {
      let latest = 0
      for (const at of fullAt.values()) latest = Math.max(latest, at)
      return usedUntil(latest, rate)
    },
    get size() {
      return fullAt.size
    },
  }
}
