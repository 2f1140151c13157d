import type { FeedGapView, FeedRow } from '#core/rows/feed-rows.ts'

/** What gaps of feeds cost a queue in a span. */
export interface UnseenCalls {
  /** Calls that ended unseen; null: it cannot be told. */
  count: number | null
  /** Of the gaps, the first beginning and the last end. */
  from: string
  to: string
}

const isIn = ({ from, to }: FeedGapView, begin: number, end: number) =>
  Date.parse(to) > begin && Date.parse(from) < end

/**
 * The calls of a queue that ended unseen in the gaps that touch [begin, end) (ms); null where there was no gap, or it
 * cost nothing. A call in a gap over two spans may belong to either, so both name the whole gap.
 */
export function unseenCalls(
  feeds: readonly Pick<FeedRow, 'id' | 'gaps'>[],
  queue: { id: string; feeds: readonly string[] },
  begin: number,
  end: number,
): UnseenCalls | null {
  const gaps = feeds
    .filter(({ id }) => queue.feeds.includes(id))
    .flatMap((feed) => feed.gaps.filter((gap) => isIn(gap, begin, end)))
    .filter(({ calls }) => calls === null || (calls[queue.id] ?? 0) > 0)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const [first] = gaps
  if (first === undefined) return null
  const counts = gaps.map(({ calls }) => (calls === null ? null : (calls[queue.id] ?? 0)))
  const count = counts.includes(null) ? null : counts.reduce<number>((sum, each) => sum + each!, 0)
  return {
    count,
    from: first.from,
    to: gaps
      .map(({ to }) => to)
      .sort()
      .at(-1)!,
  }
}

/** What one gap cost all queues of its feed. */
export function gapOf({ from, to, calls }: FeedGapView): UnseenCalls {
  const count = calls === null ? null : Object.values(calls).reduce((sum, each) => sum + each, 0)
  return { count, from, to }
}
