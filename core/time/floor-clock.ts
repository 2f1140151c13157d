const MINUTE_MS = 60_000

/** The first full minute after an instant; both in ms since 1970. */
export const minuteAfter = (at: number): number => (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS

/** Anything that time alone changes. */
export interface Timed {
  /** When it is to be advanced next, ms, or null; it may turn out that nothing changes then. */
  nextInstant(): number | null
  advance(now: number): void
  /** Forgets instants at which nothing would change any more. */
  tidy?(): void
}

/** The earlier of two instants, either of which may be none. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** The earliest of the instants, or null. */
export function earliest(parts: readonly Pick<Timed, 'nextInstant'>[]): number | null {
  let first: number | null = null
  for (const part of parts) {
    const next = part.nextInstant()
    if (next !== null && (first === null || next < first)) first = next
  }
  return first
}

/** A projection that tells which ids time alone changed, as something timed that marks them. */
export function marking(
  projection: { nextInstant(): number | null; advance(now: number): Iterable<string> },
  mark: (id: string) => void,
): Timed {
  return {
    nextInstant: () => projection.nextInstant(),
    advance(now) {
      for (const id of projection.advance(now)) mark(id)
    },
  }
}
