import { newFeedHours } from './feed-baseline.ts'
import type { Feed } from './feed-state.ts'

type FeedFacts = Omit<Feed, 'sends' | 'kind' | 'silentAfterMs' | 'plannedAt' | 'plannedFrom' | 'hours'>

/** A feed as a snapshot holds it; what the site file says of it comes from there. */
export type FeedDump = FeedFacts & {
  id: string
  sends: string[]
  hours: [start: number, early: number, late: number][]
}

/** A feed as a snapshot writes it down, without what follows from the site file. */
export function dumpFeed(id: string, feed: Feed): FeedDump {
  const { kind: _kind, silentAfterMs: _silent, plannedAt: _at, plannedFrom: _from, ...rest } = feed
  const { sends, hours, ...facts } = rest
  return {
    ...facts,
    id,
    sends: [...sends],
    hours: [...hours.byStart].map(([start, { early, late }]) => [start, early, late]),
  }
}

/** Puts what was dumped into a feed that the site file has configured. */
export function loadDump(feed: Feed, { id: _id, sends, hours, ...facts }: FeedDump): void {
  Object.assign(feed, facts)
  feed.sends = new Set(sends)
  feed.hours = newFeedHours(hours.map(([start, early, late]) => [start, { early, late }]))
}
