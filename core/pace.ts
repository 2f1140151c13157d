/** So few steps are as good as none. */
const CHEAP_STEPS = 32

/**
 * How long folding an entity again is put off, ms for each step that it took last: a step costs some hundredths of a
 * millisecond, so that an entity of which everything comes in disorder holds a twentieth of a processor, and all
 * others are as quick as ever.
 */
const REST_MS_PER_STEP = 0.2

/** What is put off while it would cost too much. */
export interface Paced {
  /** How many steps folding it again took last. */
  readonly steps: number
  /** When that was (ms); -Infinity: never. */
  readonly foldedAt: number
}

/** Shared by all that were never folded again. */
export const NEVER_FOLDED: Paced = { steps: 0, foldedAt: Number.NEGATIVE_INFINITY }

/** Whether folding it again is as good as nothing. */
export function isCheap(steps: number): boolean {
  return steps <= CHEAP_STEPS
}

/**
 * From when on (ms) it may be folded again, as things are `now`: at once, unless that cost much and was a short while
 * ago. What was folded by a clock that has gone back since is not waited for.
 */
export function foldableFrom({ steps, foldedAt }: Paced, now: number): number {
  return isCheap(steps) || foldedAt > now
    ? Number.NEGATIVE_INFINITY
    : foldedAt + Math.ceil(steps * REST_MS_PER_STEP)
}

/** Entities that wait to be folded again. */
export interface Waiting<T> {
  add(one: T): void
  delete(one: T): void
  has(one: T): boolean
  /** The earliest instant (ms) at which one may be folded, or null. */
  next(): number | null
  /** Takes those that may be folded at an instant; of no instant: all. */
  take(until?: number): T[]
  readonly size: number
}

/** There are few of them: more than one or two only if somebody means harm. */
export function createWaiting<T>(
  pacedOf: (one: T) => Paced,
  now: () => number,
  wake?: (at: number) => void,
): Waiting<T> {
  const waiting = new Set<T>()
  /** No later than the earliest instant. */
  let soonest = Number.POSITIVE_INFINITY

  const fromOf = (one: T) => foldableFrom(pacedOf(one), now())

  function look(): void {
    soonest = Number.POSITIVE_INFINITY
    for (const one of waiting) soonest = Math.min(soonest, fromOf(one))
  }

  return {
    add(one) {
      if (waiting.has(one)) return
      waiting.add(one)
      const from = fromOf(one)
      soonest = Math.min(soonest, from)
      wake?.(from)
    },
    delete(one) {
      if (waiting.delete(one)) look()
    },
    has: (one) => waiting.has(one),
    next: () => (waiting.size === 0 ? null : soonest),
    take(until = Number.POSITIVE_INFINITY) {
      if (soonest > until) return []
      const taken = [...waiting].filter((one) => fromOf(one) <= until)
      for (const one of taken) waiting.delete(one)
      look()
      return taken
    },
    get size() {
      return waiting.size
    },
  }
}
