/** What must always be so in the fold, whatever the log says. */
export type Invariant =
  /** No count of a queue or an agent is below 0. */
  | 'counts are never negative'
  /** Every entry of a queue waits, or has ended in exactly one way. */
  | 'an entry has exactly one outcome'
  /** An agent counts as exactly one state in each of its queues. */
  | 'an agent is in exactly one state'

/** An invariant that does not hold: a fault of ours, not of the log. */
export interface BrokenInvariant {
  readonly what: Invariant
  /** A queue or an agent: `queue/care`. */
  readonly about: string
}

/**
 * Invariants that were seen broken. The fold goes on with what it has, because wrong figures of one queue are better
 * than no screen at all; whoever keeps the floor tells of them like of an entry that cannot be folded.
 */
export interface BrokenInvariants {
  note(what: Invariant, about: string): void
  /** Those noted since this was last called: each once, however often it is seen. */
  take(): BrokenInvariant[]
  /** How many different ones were noted. */
  readonly count: number
}

/** As many are remembered; a fold that breaks more is broken as a whole, and that was told. */
const MOST = 200

export function createBrokenInvariants(): BrokenInvariants {
  const seen = new Set<string>()
  let fresh: BrokenInvariant[] = []
  return {
    note(what, about) {
      const key = `${what} ${about}`
      if (seen.size >= MOST || seen.has(key)) return
      seen.add(key)
      fresh.push({ what, about })
    },
    take() {
      const taken = fresh
      fresh = []
      return taken
    },
    get count() {
      return seen.size
    },
  }
}
