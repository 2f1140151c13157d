/**
 * One timer for every counting figure on a screen: it writes text nodes and leaves React's trees alone,
 * so that two hundred running waits cost no rendering.
 */
export interface Ticker {
  /** Calls `write` with the server's time now and at each tick, until the returned function is called. */
  add(write: (serverNow: number | null) => void): () => void
  stop(): void
}

export interface TickerOptions {
  serverNow: () => number | null
  speed: () => number
}

/** A fast demo clock is looked at more often, else minutes would jump by. */
const FAST_PERIOD_MS = 250
const PERIOD_MS = 1_000

export function createTicker({ serverNow, speed }: TickerOptions): Ticker {
  const writers = new Set<(serverNow: number | null) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function untilNext(): number {
    if (speed() !== 1) return FAST_PERIOD_MS
    const now = serverNow()
    return now === null ? FAST_PERIOD_MS : PERIOD_MS - (now % PERIOD_MS) + 4
  }

  function tick(): void {
    const now = serverNow()
    for (const write of writers) write(now)
    timer = setTimeout(tick, untilNext())
  }

  return {
    add(write) {
      writers.add(write)
      write(serverNow())
      if (timer === undefined) timer = setTimeout(tick, untilNext())
      return () => {
        writers.delete(write)
        if (writers.size > 0) return
        clearTimeout(timer)
        timer = undefined
      }
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      writers.clear()
    },
  }
}
