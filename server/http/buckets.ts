/** How much passes: `burst` at once after a pause, `perSec` in the long run. */
export interface BucketRate {
  readonly perSec: number
  readonly burst: number
}

/** A bucket for each of many keys, such as addresses. */
export interface Buckets {
  /** Takes `count` (one unless given, at most a burst) for a key, all or none. Seconds to wait where they must not pass now, else 0. */
  take(key: string, rate: BucketRate, count?: number): number
  /** How much of a key's burst is used, 0 to 1; 1: the next must wait. */
  used(key: string, rate: BucketRate): number
}

const MOST_KEYS = 20_000

/**
 * Keeps of each key when its bucket is full again. Beyond `most` keys the one that was longest not heard of begins anew;
 * never all at once, so that nobody frees themselves by coming from many addresses but of what they did long before.
 */
export function createBuckets(
  most = MOST_KEYS,
  now: () => number = () => performance.now(),
): Buckets & { readonly size: number } {
  const fullAt = new Map<string, number>()
  return {
    take(key, { perSec, burst }, count = 1) {
      const at = now()
      const stepMs = 1_000 / perSec
      const from = Math.max(at, fullAt.get(key) ?? 0)
      const taken = Math.min(count, burst)
      const waitMs = from - at - (burst - taken) * stepMs
      fullAt.delete(key)
      // Of three steps of a third of a second, the sum is not quite one.
      const passes = waitMs < 1e-6
      fullAt.set(key, passes ? from + taken * stepMs : from)
      if (fullAt.size > most) fullAt.delete(fullAt.keys().next().value!)
      return passes ? 0 : Math.max(1, Math.ceil(waitMs / 1_000))
    },
    used(key, { perSec, burst }) {
      const steps = (((fullAt.get(key) ?? 0) - now()) * perSec) / 1_000
      return steps > burst - 1 ? 1 : Math.max(0, steps / burst)
    },
    get size() {
      return fullAt.size
    },
  }
}
