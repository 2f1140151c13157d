/** How many events of each feed came about a contact that had ended, by the site's day (its start, ms) they are of. */
export interface AfterEndCounts {
  /** Adds `by` to the count of a feed's day. */
  add(feed: string, day: number, by: number): void
  of(feed: string, day: number): number
  /** Forgets the days that begin before an instant. */
  forgetBefore(at: number): void
  dump(): AfterEndDump
  load(dump: AfterEndDump): void
}
export type AfterEndDump = [feed: string, days: [day: number, count: number][]][]

export function createAfterEndCounts(): AfterEndCounts {
  const counts = new Map<string, Map<number, number>>()
  return {
    add(feed, day, by) {
      const days = counts.get(feed) ?? new Map<number, number>()
      counts.set(feed, days.set(day, (days.get(day) ?? 0) + by))
    },
    of: (feed, day) => counts.get(feed)?.get(day) ?? 0,
    forgetBefore(at) {
      for (const days of counts.values()) for (const day of days.keys()) if (day < at) days.delete(day)
    },
    dump: () => [...counts].map(([feed, days]) => [feed, [...days]]),
    load(dump) {
      for (const [feed, days] of dump) counts.set(feed, new Map(days))
    },
  }
}
