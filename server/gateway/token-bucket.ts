/** Lets `burst` through at once and `perSec` in the long run. */
export interface TokenBucket {
  take(): boolean
}

export function createTokenBucket(
  perSec: number,
  burst: number,
  now: () => number = () => performance.now(),
): TokenBucket {
  let left = burst
  let at = now()
  return {
    take() {
      const time = now()
      left = Math.min(burst, left + ((time - at) / 1_000) * perSec)
      at = time
      if (left < 1) return false
      left--
      return true
    },
  }
}
