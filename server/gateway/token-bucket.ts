/** Lets `burst` through at once and `perSec` in the long run. */
export interface TokenBucket {
  /** Takes one, or as many as are asked for; false, and nothing is taken: there are not so many. */
  take(count?: number): boolean
}

export function createTokenBucket(
  perSec: number,
  burst: number,
  now: () => number = () => performance.now(),
): TokenBucket {
  let left = burst
  let at = now()
  return {
    take(count = 1) {
      const time = now()
      left = Math.min(burst, left + ((time - at) / 1_000) * perSec)
      at = time
      if (left < count) return false
      left -= count
      return true
    },
  }
}
