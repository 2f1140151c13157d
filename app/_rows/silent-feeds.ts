import type { FeedRow } from '#core/row.ts'

/** Feeds of which nothing was heard for the silence that the site file allows, or ever. */
export function silentFeeds(feeds: readonly FeedRow[]): FeedRow[] {
  return feeds.filter((feed) => feed.state !== 'live')
}

/**
 * Whether the floor's figures still hang on a feed that is heard. With every feed of contacts silent, figures are old
 * however well the server itself is heard.
 */
export function floorHeard(feeds: readonly FeedRow[]): boolean {
  const telling = feeds.filter(
    (feed) => feed.sends.length === 0 || feed.sends.some((type) => type.startsWith('contact')),
  )
  return telling.length === 0 || telling.some((feed) => feed.state === 'live')
}
