import { type FloorEvent, kindOfType } from '../event.ts'
import { createInstants } from '../instants.ts'
import { type FeedRow, instantText } from '../row.ts'
import type { Site } from '../site/site-schema.ts'

interface Feed {
  kind: string
  silentAfterMs: number | null
  sends: Set<string>
  lastEventAt: number | null
  lastHeardAt: number | null
  day: number
  accepted: number
  duplicate: number
  rejected: number
  late: number
}

/** How many times the silence that makes a feed late makes it down. */
const DOWN_AFTER = 3
const OURS = /^(user|rule|system)\//

/** The feeds: what each sends, how much of it today, and when it was last heard. */
export interface FeedBook {
  configure(site: Site): void
  /** An event of the log was folded; `at` is its receipt, `day` the site's day of the receipt. */
  hear(event: FloorEvent, at: number, day: number): void
  /** An event came too late for its entity and was only archived. */
  countLate(source: string, day: number): void
  row(id: string, now: number, today: number): FeedRow | null
  ids(): Iterable<string>
  nextInstant(): number | null
  /** Gives the feeds whose state time changed up to `now`. */
  advance(now: number): string[]
  dump(): FeedDump[]
  load(feeds: FeedDump[]): void
}
export type FeedDump = Omit<Feed, 'sends' | 'kind' | 'silentAfterMs'> & { id: string; sends: string[] }

function durationMs(text: string): number {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) sum += Number(count) * units[unit!]!
  return sum
}

function newFeed(): Feed {
  return {
    kind: 'http',
    silentAfterMs: null,
    sends: new Set(),
    lastEventAt: null,
    lastHeardAt: null,
    day: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    late: 0,
  }
}

function stateOf(feed: Feed, now: number): FeedRow['state'] {
  if (feed.lastHeardAt === null) return 'down'
  if (feed.silentAfterMs === null) return 'live'
  const silent = now - feed.lastHeardAt
  if (silent < feed.silentAfterMs) return 'live'
  return silent < DOWN_AFTER * feed.silentAfterMs ? 'late' : 'down'
}

/** `wake` is told of an instant at which a feed is to be looked at again. */
export function createFeedBook(wake?: (at: number) => void): FeedBook {
  const feeds = new Map<string, Feed>()
  const instants = createInstants<string>(wake)

  function feedOf(id: string, day: number): Feed {
    let feed = feeds.get(id)
    if (feed === undefined) {
      feed = newFeed()
      feeds.set(id, feed)
    }
    if (feed.day < day) Object.assign(feed, { day, accepted: 0, duplicate: 0, rejected: 0, late: 0 })
    return feed
  }

  /** When the feed is to be looked at again: silence that begins anew at each event only moves that on when it is due. */
  function plan(id: string, feed: Feed, now: number): void {
    if (feed.silentAfterMs === null || feed.lastHeardAt === null) return
    const late = feed.lastHeardAt + feed.silentAfterMs
    const down = feed.lastHeardAt + DOWN_AFTER * feed.silentAfterMs
    instants.set(id, late > now ? late : down > now ? down : null)
  }

  function heard(id: string, feed: Feed, at: number): void {
    feed.lastHeardAt = Math.max(feed.lastHeardAt ?? at, at)
    const planned = instants.get(id)
    if (planned === undefined || planned > feed.lastHeardAt + (feed.silentAfterMs ?? 0)) plan(id, feed, at)
  }

  function countRefused(event: FloorEvent, day: number): void {
    const feed = feedOf(event.subject, day)
    feed.duplicate += Number(event.data.duplicate ?? 0)
    feed.rejected += Number(event.data.rejected ?? 0)
  }

  return {
    configure(site) {
      for (const config of site.feeds) {
        const feed = feedOf(config.id, 0)
        feed.kind = config.kind
        feed.silentAfterMs = config.silentAfter === undefined ? null : durationMs(config.silentAfter)
        plan(config.id, feed, feed.lastHeardAt ?? 0)
      }
    },
    hear(event, at, day) {
      if (event.type === 'feed.counted') countRefused(event, day)
      if (OURS.test(event.source)) return
      const feed = feedOf(event.source, day)
      feed.accepted++
      heard(event.source, feed, at)
      if (event.type !== 'feed.heartbeat') {
        feed.lastEventAt = Math.max(feed.lastEventAt ?? event.time, event.time)
        feed.sends.add(kindOfType(event.type))
      }
    },
    countLate(source, day) {
      feedOf(source, day).late++
    },
    row(id, now, today) {
      const feed = feeds.get(id)
      if (feed === undefined) return null
      const isToday = feed.day === today
      return {
        id,
        kind: feed.kind,
        state: stateOf(feed, now),
        sends: [...feed.sends].sort(),
        lastEventAt: feed.lastEventAt === null ? null : instantText(feed.lastEventAt),
        lastHeardAt: feed.lastHeardAt === null ? null : instantText(feed.lastHeardAt),
        accepted: isToday ? feed.accepted : 0,
        duplicate: isToday ? feed.duplicate : 0,
        rejected: isToday ? feed.rejected : 0,
        late: isToday ? feed.late : 0,
      }
    },
    ids: () => feeds.keys(),
    nextInstant: () => instants.next(),
    advance(now) {
      const changed: string[] = []
      for (let due = instants.take(now); due !== null; due = instants.take(now)) {
        const feed = feeds.get(due.key)!
        if (stateOf(feed, due.at) !== 'live') changed.push(due.key)
        plan(due.key, feed, due.at)
      }
      return changed
    },
    dump() {
      return [...feeds].map(([id, { kind: _kind, silentAfterMs: _silent, ...feed }]) => ({
        ...feed,
        id,
        sends: [...feed.sends],
      }))
    },
    load(dumps) {
      for (const { id, ...dump } of dumps) {
        const feed = feedOf(id, 0)
        Object.assign(feed, dump, { sends: new Set(dump.sends) })
        plan(id, feed, feed.lastHeardAt ?? 0)
      }
    },
  }
}
