/**
 * The server's time as a screen knows it. Screens count from it, never from their own clock, which on a TV
 * may be wrong by hours. `local` is a monotonic reading in ms (performance.now).
 */
export interface ServerClock {
  /** Takes the `at` of a message heard at `local`. */
  observe(atMs: number, local: number): void
  /** The server's time in ms, or null before anything was heard. */
  now(local: number): number | null
  /** From `local` on the server's clock runs at another speed; what it shows goes on from where it is. */
  setSpeed(speed: number, local?: number): void
  readonly speed: number
}

interface Sample {
  at: number
  local: number
}

/** A reading that is off by more than this is a changed clock, not a slow network. */
const JUMP_MS = 2_000
/** How long the quickest message is believed, because two clocks drift apart. */
const KEEP_MS = 30_000

/**
 * Every message is late by its way through the network, so of the recent ones the quickest is the truest:
 * it says the latest server time for its moment of receipt.
 */
export function createServerClock(initialSpeed = 1): ServerClock {
  let speed = initialSpeed
  let base: Sample | null = null

  const timeAt = (sample: Sample, local: number) => sample.at + (local - sample.local) * speed

  return {
    observe(at, local) {
      if (base === null) {
        base = { at, local }
        return
      }
      const lead = at - timeAt(base, local)
      const old = local - base.local > KEEP_MS
      if (lead >= 0 || old || lead < -JUMP_MS * speed) base = { at, local }
    },
    now: (local) => (base === null ? null : timeAt(base, local)),
    setSpeed(next, local) {
      if (base !== null && local !== undefined) base = { at: timeAt(base, local), local }
      speed = next
    },
    get speed() {
      return speed
    },
  }
}
