import type { FeedTrouble } from '../rows/feed-rows.ts'
import { type Feed, knownUntil } from './feed-state.ts'

/** The feeds that some queues hang on. */
export interface FeedsBehind {
  readonly feeds: readonly string[]
  readonly troubles: readonly FeedTrouble[]
  /** Up to when all of them are known, ms; null: all are heard. */
  readonly knownUntil: number | null
  /** Rights that an account of theirs lacks. */
  readonly missing: readonly string[]
  /** One of them was never heard, and nobody sent a contact yet. */
  readonly never: boolean
}

/** What is known at `now` (ms) of feeds by their ids; `hasContacts`: a contact came into the queues that hang on them. */
export function feedsBehind(
  behind: ReadonlyMap<string, Feed>,
  hasContacts: () => boolean,
  now: number,
): FeedsBehind {
  const feeds = [...behind.values()]
  const untils = feeds.map((feed) => knownUntil(feed, now)).filter((until) => until !== null)
  return {
    feeds: [...behind.keys()],
    troubles: feeds.map(({ trouble }) => trouble).filter((trouble) => trouble !== null),
    knownUntil: untils.length === 0 ? null : Math.min(...untils),
    missing: [...new Set(feeds.flatMap(({ connection }) => connection?.missing ?? []))],
    never: feeds.some(({ lastHeardAt }) => lastHeardAt === null) && !hasContacts(),
  }
}
