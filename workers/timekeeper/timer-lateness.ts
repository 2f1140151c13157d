/** How late what fell due was said, over the last minutes. */
export interface TimerLateness {
  add(lateMs: number): void
  /** Quantiles of what is remembered, null if that is nothing. */
  read(): { p50Ms: number; p99Ms: number; maxMs: number } | null
}

/** As many as fall due in a busy minute. */
const REMEMBERED = 12_000

export function createTimerLateness(): TimerLateness {
  const ring = new Float64Array(REMEMBERED)
  let count = 0
  return {
    add(lateMs) {
      ring[count++ % REMEMBERED] = lateMs
    },
    read() {
      if (count === 0) return null
      const sorted = ring.slice(0, Math.min(count, REMEMBERED)).sort()
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
      return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1)! }
    },
  }
}
