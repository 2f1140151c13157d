/** The same line is said once in this time: a store that is away is missed by many at once, again and again. */
const EVERY_MS = 10_000
/** More different lines than a terminal shows. */
const MOST_KNOWN = 500

/** Lets a line through that was not said lately. `now` is monotonic, ms. */
export function createRepeatFilter(now: () => number = () => performance.now()): (line: string) => boolean {
  const saidAt = new Map<string, number>()
  return (line) => {
    const at = now()
    const last = saidAt.get(line)
    if (last !== undefined && at - last < EVERY_MS) return false
    if (saidAt.size >= MOST_KNOWN) saidAt.clear()
    saidAt.set(line, at)
    return true
  }
}
