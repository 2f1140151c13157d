/** So many events are folded again at once: a few milliseconds of a processor. */
export const STEPS_AT_ONCE = 96

/** Of more than those a piece is so much: with the time between two, a tenth of a processor or little more. */
const PIECE = 0.5

/** How long all else goes on between two pieces, ms of the floor's time. */
const BETWEEN_MS = 25

/** Folding again what consists of very many events: done in pieces, and seen when it is done. */
export interface LongFold {
  /** Goes on by at most so many events; true: it is done. */
  goOn(steps: number): boolean
}

/**
 * Folds in pieces, one piece at an instant, so that nothing else of the floor waits for more than one of them. When
 * each is due follows from the floor's time alone: every process does alike. Of several each gets its turn.
 */
export interface LongFolds {
  /** Whether so many events are too many to be folded at once. */
  isLong(steps: number): boolean
  /** The least that are. */
  readonly longFrom: number
  /** Begins one; gives when (ms) the next piece is due, a short while after `now` at the latest. */
  start(fold: LongFold, now: number): number
  /** Gives one up. */
  drop(fold: LongFold): void
  /** When the next piece is due (ms), or null. */
  next(): number | null
  /** Does the piece that is due by `now` (ms), if there is one. */
  advance(now: number): void
  /** Does the next piece, due or not; false: there is none. */
  goOn(): boolean
}

/** `stepsAtOnce`: so many events make a piece. */
export function createLongFolds(stepsAtOnce = STEPS_AT_ONCE): LongFolds {
  /** In the order in which it is their turn: a short one need not wait for all that is very long. */
  const running = new Set<LongFold>()
  const piece = Math.ceil(stepsAtOnce * PIECE)
  let due = 0

  function goOn(): boolean {
    const [first] = running
    if (first === undefined) return false
    const isDone = first.goOn(piece)
    running.delete(first)
    if (!isDone) running.add(first)
    return true
  }

  return {
    isLong: (steps) => steps > stepsAtOnce,
    longFrom: stepsAtOnce + 1,
    start(fold, now) {
      if (running.size === 0) due = now + BETWEEN_MS
      running.add(fold)
      return due
    },
    drop: (fold) => void running.delete(fold),
    next: () => (running.size === 0 ? null : due),
    advance(now) {
      if (running.size === 0 || due > now) return
      due = now + BETWEEN_MS
      goOn()
    },
    goOn,
  }
}
