const MIN_GAP_MS = 10
const MAX_GAP_MS = 100
const GAP_PER_COST = 4

/** How long after an emit the next one may come: four times what it took, so that emitting never fills the loop. */
export function gapAfter(costMs: number): number {
  return Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, GAP_PER_COST * costMs))
}

/** When one channel emits: at once unless its last emit is younger than the gap, else once at the gap's end. */
export interface Pace {
  request(): void
  stop(): void
}

export interface PaceOptions {
  /** Emits what has gathered; false if there was nothing to say. */
  emit: () => boolean
  /** Monotonic ms. */
  now?: () => number
}

export function createPace({ emit, now = () => performance.now() }: PaceOptions): Pace {
  let freeAt = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  function run(): void {
    timer = null
    const began = now()
    if (emit()) {
      const ended = now()
      freeAt = ended + gapAfter(ended - began)
    }
  }

  return {
    request() {
      if (timer !== null) return
      const left = freeAt - now()
      if (left <= 0) run()
      else timer = setTimeout(run, Math.ceil(left))
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
