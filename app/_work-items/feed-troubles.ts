import type { FeedRow, FeedTrouble } from '#core/rows/feed-rows.ts'

function troubleOf(feed: FeedRow): FeedTrouble[] {
  const why = feed.why ?? (feed.quiet ? 'quiet' : null)
  if (why === null) return []
  const since = why === 'quiet' ? feed.lastEventAt : feed.lastHeardAt
  return [{ feed: feed.id, why, lagSec: feed.lagSec, since }]
}

/**
 * What makes figures doubtful: of every feed that the screen has a row of, and where it has none, of the feeds that
 * its queues hang on; each feed once. Where a queue tells of the same trouble its instant stands, since which the
 * queue's own figures are old.
 */
export function feedTroubles(
  feeds: readonly FeedRow[],
  ofQueues: readonly (readonly FeedTrouble[])[],
): FeedTrouble[] {
  const byFeed = new Map(feeds.map((feed) => [feed.id, troubleOf(feed)]))
  for (const trouble of ofQueues.flat()) {
    const known = byFeed.get(trouble.feed)
    if (known === undefined || known[0]?.why === trouble.why) byFeed.set(trouble.feed, [trouble])
  }
  return [...byFeed.values()].flat()
}

/**
 * Whether the floor's figures still hang on a feed that is heard. With every feed of contacts silent, figures are old
 * however well the server itself is heard; one that is late is heard.
 */
export function floorReceived(feeds: readonly FeedRow[]): boolean {
  const notification = feeds.filter(
    (feed) => feed.sends.length === 0 || feed.sends.some((type) => type.startsWith('contact')),
  )
  return notification.length === 0 || notification.some(({ state, why }) => state === 'live' || why === 'lag')
}
