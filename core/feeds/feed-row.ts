import type { FeedRow } from '../rows/feed-rows.ts'
import { instantText, instantTextOrNull } from '../rows/row.ts'
import { type Feed, isFeedSilent, statusOf } from './feed-state.ts'

/** The row of a feed as it stands at `now`; `today` is the beginning of the site's day. Both ms. */
export function rowOfFeed(
  id: string,
  feed: Feed,
  now: number,
  today: number,
): Omit<FeedRow, 'afterEnd' | 'acts'> {
  const isToday = feed.day === today
  return {
    id,
    kind: feed.kind,
    ...statusOf(feed, now),
    quiet: isFeedSilent(feed, now),
    sends: [...feed.sends].sort(),
    lastEventAt: instantTextOrNull(feed.lastEventAt),
    lastHeardAt: instantTextOrNull(feed.lastHeardAt),
    accepted: isToday ? feed.accepted : 0,
    duplicate: isToday ? feed.duplicate : 0,
    rejected: isToday ? feed.rejected : 0,
    late: isToday ? feed.late : 0,
    gaps: feed.gaps
      .filter(({ to }) => to >= today)
      .map(({ from, to, calls }) => ({ from: instantText(from), to: instantText(to), calls })),
    contradicting: isToday ? feed.contradicting : 0,
    overfull: isToday ? feed.overfull : 0,
    overfullOf: isToday ? feed.overfullOf : [],
  }
}
