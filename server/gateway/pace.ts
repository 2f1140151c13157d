const MIN_GAP_MS = 10
const MAX_GAP_MS = 100
const GAP_PER_COST = 4

/** How long after an emit the next one may come: four times what it took, so that emitting never fills the loop. */
export function gapAfter(costMs: number): number {
  return Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, GAP_PER_COST * costMs))
}

/**
 * When the channels of one view emit: at once unless a channel's last emit is younger than the gap, else once at the
 * gap's end. Of a view with many channels (a thousand desks) all together take no larger share of the loop than one
 * would: after a round the view rests four times as long as the round took, and what gathers meanwhile goes together.
 */
export interface Pace<T> {
  request(channels: Iterable<T>): void
  forget(channel: T): void
  close(): void
}

export interface PaceOptions<T> {
  /** Emits what has gathered in a channel; false if there was nothing to say. */
  emit: (channel: T) => boolean
  /** Monotonic ms. */
  now?: () => number
}

export function createPace<T>({ emit, now = () => performance.now() }: PaceOptions<T>): Pace<T> {
  const freeAt = new Map<T, number>()
  const waiting = new Set<T>()
  let restsUntil = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null

  function round(channels: readonly T[]): void {
    const began = now()
    const emitted = channels.filter((channel) => emit(channel))
    if (emitted.length === 0) return
    const ended = now()
    const cost = ended - began
    restsUntil = ended + Math.min(MAX_GAP_MS, GAP_PER_COST * cost)
    for (const channel of emitted) freeAt.set(channel, ended + gapAfter(cost))
  }

  const freeFrom = (channel: T) => Math.max(restsUntil, freeAt.get(channel) ?? Number.NEGATIVE_INFINITY)

  function arm(): void {
    if (timer !== null || waiting.size === 0) return
    let earliest = Number.POSITIVE_INFINITY
    for (const channel of waiting) earliest = Math.min(earliest, freeFrom(channel))
    timer = setTimeout(fire, Math.max(0, Math.ceil(earliest - now())))
  }

  function fire(): void {
    timer = null
    emitFree()
  }

  function emitFree(): void {
    const at = now()
    const free = [...waiting].filter((channel) => freeFrom(channel) <= at)
    for (const channel of free) waiting.delete(channel)
    if (free.length > 0) round(free)
    arm()
  }

  return {
    request(channels) {
      for (const channel of channels) waiting.add(channel)
      // While a timer runs, somebody of this view has to wait; who is free already must not wait for it.
      emitFree()
    },
    forget(channel) {
      waiting.delete(channel)
      freeAt.delete(channel)
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      waiting.clear()
      freeAt.clear()
    },
  }
}
