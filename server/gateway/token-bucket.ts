/** Lets `burst` through at once and `perSec` in the long run. */
export interface TokenBucket {
  /** Takes one, or as many as are asked for; false, and nothing is taken: there are not so many. */
  take(count?: number): boolean
  /** How much of the burst is used, 0 to 1: from 1 on there is nothing left to take. */
  used(): number
}

export function createTokenBucket(
  perSec: number,
  burst: number,
  now: () => number = () => performance.now(),
): TokenBucket {
  let left = burst
  let at = now()

  function refill(): void {
    const time = now()
    left = Math.min(burst, left + ((time - at) / 1_000) * perSec)
    at = time
  }

  return {
    used() {
      refill()
      return left < 1 ? 1 : 1 - left / burst
    },
    take(count = 1) {
      refill()
      if (left < count) return false
      left -= count
      return true
    },
  }
}
