import { type Processors, processorsHere, spareOf } from './processors.ts'

/** It is looked at no more often. */
const LOOK_MS = 500
/** After so long without a look what was is no longer known. */
const FORGET_MS = 10_000
/** What the machine's processors must have to spare, so that whoever has little to do need not wait for one. */
const SPARE = 0.55
const SLOWER = 0.6
const FASTER = 0.02
const LEAST = 0.1
/** What the machine bears is not known at first: whoever sends much begins slowly. */
const FIRST = 0.2

/**
 * Gives at what share of its pace (0.1–1) work that can wait may go on: slowly at first, less and less while the
 * processors have little to spare, whoever keeps them busy, and then more again.
 */
export function createMachinePace(
  processors: () => readonly Processors[] = processorsHere,
  now: () => number = () => performance.now(),
): () => number {
  let last = processors()
  let lookedAt = now()
  let pace = FIRST
  return () => {
    const passedMs = now() - lookedAt
    if (passedMs < LOOK_MS) return pace
    lookedAt = now()
    const current = processors()
    if (passedMs > FORGET_MS) {
      last = current
      pace = FIRST
      return pace
    }
    const spare = spareOf(last, current)
    last = current
    pace = spare < SPARE ? Math.max(LEAST, pace * SLOWER) : Math.min(1, pace + FASTER)
    return pace
  }
}
