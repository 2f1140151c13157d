import type { Feed } from './feed-state.ts'

/** As many of what has too many events are named. */
const MOST_OVERFULL = 20

/** What is counted by day, at its beginning. */
const NONE_TODAY = {
  ...{ accepted: 0, duplicate: 0, rejected: 0, late: 0, contradicting: 0, overfull: 0 },
  overfullOf: [] as readonly string[],
}

/** Turns a feed to the site's day (its beginning, ms): what is counted by day begins anew. Gives the feed. */
export function turnToDay(feed: Feed, day: number): Feed {
  if (feed.day < day) Object.assign(feed, { day, ...NONE_TODAY })
  return feed
}

/** So many openings more (less, if negative) contradict the first one of their subject. */
export function addContradicting(feed: Feed, by: number): void {
  feed.contradicting = Math.max(0, feed.contradicting + by)
}

/** An event was about what had too many already ("contact/K1"). */
export function addOverfull(feed: Feed, about: string): void {
  feed.overfull++
  if (!feed.overfullOf.includes(about)) feed.overfullOf = [...feed.overfullOf, about].slice(-MOST_OVERFULL)
}

/** So many of its events were not taken in. */
export function addRefused(
  feed: Feed,
  { duplicate = 0, rejected = 0 }: { duplicate?: number | undefined; rejected?: number | undefined },
): void {
  feed.duplicate += duplicate
  feed.rejected += rejected
}
