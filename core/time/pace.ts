/** So few steps are as good as none. */
const CHEAP_STEPS = 32
/** The least that are not. */
export const NOT_CHEAP_FROM = CHEAP_STEPS + 1

/**
 * How long folding an entity again is put off, ms for each step that it took last: a step costs two to
 * eight hundredths of a millisecond, so that an entity of which everything comes in disorder holds a twentieth to a fifth
 * of a processor, and all others are as quick as ever.
 */
const REST_MS_PER_STEP = 0.4

/**
 * How long all of a kind rest after one of them was folded again, ms for each of its steps, where nothing else is said:
 * many entities in disorder together hold no more than a fifth of a processor, however many they are.
 */
const SHARED_REST_MS_PER_STEP = 0.1

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
  return restedAt(steps, foldedAt, REST_MS_PER_STEP, now)
}

function restedAt(steps: number, foldedAt: number, perStep: number, now: number): number {
  return isCheap(steps) || foldedAt > now ? Number.NEGATIVE_INFINITY : foldedAt + Math.ceil(steps * perStep)
}

/** Entities of a kind that wait to be folded again: one of them after the other, but for what costs nothing. */
export interface Waiting<T> {
  /** Whether one may be folded again now, as far as it is about itself. */
  hasRested(one: T): boolean
  /** The same, and as far as it is about the others. */
  mayFold(one: T): boolean
  /** One was folded again now, without having waited. */
  folded(one: T): void
  add(one: T): void
  delete(one: T): void
  has(one: T): boolean
  /** The earliest instant (ms) at which one may be folded, or null. */
  next(): number | null
  /** Takes what may be folded at an instant; of no instant: all. */
  take(until?: number): T[]
  /** Takes one that waits, whether it may be folded or not; null: there is none. */
  takeOne(): T | null
  readonly size: number
}

export interface WaitingOptions<T> {
  /** What it cost to fold one again, when that was done last. */
  pacedOf(one: T): Paced
  /** About how many steps it takes to fold one again. */
  stepsOf(one: T): number
  now(): number
  /** How long all of them rest after one was folded again, ms for each of its steps. */
  readonly sharedRestMs?: number
  /** One may be folded at an instant, ms; not given: nobody wants to know. */
  wake?(at: number): void
}

/** There are few of them: more than one or two only if somebody means harm. */
export function createWaiting<T>({
  pacedOf,
  stepsOf,
  now,
  wake,
  sharedRestMs = SHARED_REST_MS_PER_STEP,
}: WaitingOptions<T>): Waiting<T> {
  /** Each with whether it costs nothing. */
  const waiting = new Map<T, boolean>()
  /** No later than the earliest instant at which one may be folded; `isKnown`: that instant. */
  let soonest = Number.POSITIVE_INFINITY
  let isKnown = true
  /** Which of them was folded again last. */
  let last: T | null = null

  const fromOf = (one: T) => foldableFrom(pacedOf(one), now())

  /** From when on (ms) another one may be folded. */
  function freeFrom(): number {
    if (last === null) return Number.NEGATIVE_INFINITY
    const { steps, foldedAt } = pacedOf(last)
    return restedAt(steps, foldedAt, sharedRestMs, now())
  }

  const dueOf = (from: number, costsNothing: boolean) => (costsNothing ? from : Math.max(from, freeFrom()))

  function look(): void {
    soonest = Number.POSITIVE_INFINITY
    for (const [one, costsNothing] of waiting) soonest = Math.min(soonest, dueOf(fromOf(one), costsNothing))
    isKnown = true
  }

  return {
    hasRested: (one) => fromOf(one) <= now(),
    mayFold: (one) => dueOf(fromOf(one), isCheap(stepsOf(one))) <= now(),
    folded(one) {
      last = one
    },
    add(one) {
      if (waiting.has(one)) return
      const costsNothing = isCheap(stepsOf(one))
      waiting.set(one, costsNothing)
      const due = dueOf(fromOf(one), costsNothing)
      soonest = Math.min(soonest, due)
      wake?.(due)
    },
    delete(one) {
      if (waiting.delete(one)) isKnown = false
    },
    has: (one) => waiting.has(one),
    next() {
      if (!isKnown) look()
      return waiting.size === 0 ? null : soonest
    },
    take(until = Number.POSITIVE_INFINITY) {
      if (soonest > until) return []
      const isAll = until === Number.POSITIVE_INFINITY
      let isFree = freeFrom() <= until
      const taken: T[] = []
      for (const [one, costsNothing] of waiting) {
        if (!isAll && (fromOf(one) > until || !(costsNothing || isFree))) continue
        waiting.delete(one)
        taken.push(one)
        if (isAll || costsNothing) continue
        isFree = false
        last = one
      }
      // When the next one may be is known once these were folded.
      isKnown = false
      return taken
    },
    takeOne() {
      for (const one of waiting.keys()) {
        waiting.delete(one)
        isKnown = false
        return one
      }
      return null
    },
    get size() {
      return waiting.size
    },
  }
}
