/** What folding the events of one source cost. */
export interface FoldCost {
  readonly events: number
  /** ms of the loop that folds. */
  readonly ms: number
}

/** Keeps account of whose events hold up the loop that folds them. */
export interface FoldCosts {
  /** An event of the source was folded. */
  event(source: string, ms: number): void
  /** What was done for no event alone: what is folded again later, and rows that are made anew. */
  common(ms: number): void
  /** What was spent since this was called last. */
  take(): ReadonlyMap<string, FoldCost>
}

/** What is common is borne by those whose events were folded of late, as much as these cost. */
const LATELY_MS = 1_000

/** `now`: real ms. */
export function createFoldCosts(now: () => number = () => performance.now()): FoldCosts {
  let spent = new Map<string, { events: number; ms: number }>()
  /** What each source cost lately: it fades. */
  const lately = new Map<string, number>()
  let shared = 0
  let fadedAt = now()

  function ofSource(source: string): { events: number; ms: number } {
    let cost = spent.get(source)
    if (cost === undefined) {
      cost = { events: 0, ms: 0 }
      spent.set(source, cost)
    }
    return cost
  }

  function fade(): void {
    const at = now()
    const left = Math.exp((fadedAt - at) / LATELY_MS)
    fadedAt = at
    for (const [source, ms] of lately) {
      if (ms * left < 0.001) lately.delete(source)
      else lately.set(source, ms * left)
    }
    for (const [source, { ms }] of spent) lately.set(source, (lately.get(source) ?? 0) + ms)
  }

  function divide(): void {
    let whole = 0
    for (const ms of lately.values()) whole += ms
    if (whole > 0) for (const [source, ms] of lately) ofSource(source).ms += (shared * ms) / whole
    shared = 0
  }

  return {
    event(source, ms) {
      const cost = ofSource(source)
      cost.events++
      cost.ms += ms
    },
    common(ms) {
      shared += ms
    },
    take() {
      fade()
      divide()
      const taken = spent
      spent = new Map()
      return taken
    },
  }
}
