/** A generation of subjects; two of them are remembered of each feed. */
const GENERATION = 20_000

/**
 * Counts how many subjects a feed names that it did not name lately (among its last 20,000 to 40,000). A subject that
 * was not named for longer counts as new again, which a site that works never comes to feel.
 */
export function createNewSubjects(): (
  feed: string,
  subjects: Iterable<{ readonly subject: string }>,
) => number {
  const feeds = new Map<string, { young: Set<string>; old: Set<string> }>()
  return (feed, subjects) => {
    let known = feeds.get(feed)
    if (known === undefined) {
      known = { young: new Set(), old: new Set() }
      feeds.set(feed, known)
    }
    let fresh = 0
    for (const { subject } of subjects) {
      if (known.young.has(subject)) continue
      if (!known.old.has(subject)) fresh++
      known.young.add(subject)
      if (known.young.size < GENERATION) continue
      known.old = known.young
      known.young = new Set()
    }
    return fresh
  }
}
