import { type FloorEvent, kindOfType } from '../event.ts'
import { createInstants } from '../instants.ts'
import { type FeedRow, instantText } from '../row.ts'
import type { Site } from '../site/site-schema.ts'

interface Feed {
  /** `gone`: a site file named it, and the one in force does not. `unnamed`: none ever did. */
  naming: 'unnamed' | 'named' | 'gone'
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
  contradicting: number
  /** The instant at which it is to be looked at, ms; later than any where it is not. */
  plannedAt: number
}

/** How many times the silence that makes a feed late makes it down. */
const DOWN_AFTER = 3
const OURS = /^(user|rule|system)\//

/** The feeds: what each sends, how much of it today, and when it was last heard. */
export interface FeedBook {
  /** Gives the feeds that an earlier site file named and this one does not: they are forgotten, and stay so. */
  configure(site: Site): string[]
  /** An event of the log was folded; `at` is its receipt, `day` the site's day of the receipt. */
  hear(event: FloorEvent, at: number, day: number): void
  /** An event came too late for its entity and was only archived. */
  countLate(source: string, day: number): void
  /** So many openings of a source more (less, if negative) contradict the first one of their subject. */
  countContradicting(source: string, by: number, day: number): void
  row(id: string, now: number, today: number): FeedRow | null
  ids(): Iterable<string>
  nextInstant(): number | null
  /** Gives the feeds whose state time changed up to `now`. */
  advance(now: number): string[]
  dump(): FeedDump[]
  load(feeds: FeedDump[]): void
}
type FeedFacts = Omit<Feed, 'sends' | 'kind' | 'silentAfterMs' | 'plannedAt'>
export type FeedDump = FeedFacts & { id: string; sends: string[] }

function durationMs(text: string): number {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) sum += Number(count) * units[unit!]!
  return sum
}

function newFeed(): Feed {
  return {
    naming: 'unnamed',
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
    contradicting: 0,
    plannedAt: Number.POSITIVE_INFINITY,
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

  /** Who told last, which is nearly always who tells next; null: one of us, who is no feed. */
  let latest = ''
  let latestFeed: Feed | null = null

  function find(id: string): Feed {
    const there = feeds.get(id)
    if (there !== undefined) return there
    const feed = newFeed()
    feeds.set(id, feed)
    return feed
  }

  function turnTo(feed: Feed, day: number): Feed {
    if (feed.day < day)
      Object.assign(feed, { day, ...{ accepted: 0, duplicate: 0, rejected: 0, late: 0, contradicting: 0 } })
    return feed
  }

  /** What an earlier site file said of it, and what was heard of it, is over; who holds it still holds the same object. */
  function forget(id: string, feed: Feed): void {
    Object.assign(feed, newFeed(), { naming: 'gone' })
    instants.set(id, null)
  }

  const feedOf = (id: string, day: number) => turnTo(find(id), day)

  function tellerOf(source: string): Feed | null {
    if (source === latest) return latestFeed
    latest = source
    latestFeed = OURS.test(source) ? null : find(source)
    return latestFeed
  }

  /** When the feed is to be looked at again: silence that begins anew at each event only moves that on when it is due. */
  function plan(id: string, feed: Feed, now: number): void {
    if (feed.silentAfterMs === null || feed.lastHeardAt === null) return
    const late = feed.lastHeardAt + feed.silentAfterMs
    const down = feed.lastHeardAt + DOWN_AFTER * feed.silentAfterMs
    const next = late > now ? late : down > now ? down : null
    feed.plannedAt = next ?? Number.POSITIVE_INFINITY
    instants.set(id, next)
  }

  function heard(id: string, feed: Feed, at: number): void {
    feed.lastHeardAt = Math.max(feed.lastHeardAt ?? at, at)
    if (feed.plannedAt > feed.lastHeardAt + (feed.silentAfterMs ?? 0)) plan(id, feed, at)
  }

  function countRefused(event: FloorEvent, day: number): void {
    const feed = feedOf(event.subject, day)
    feed.duplicate += Number(event.data.duplicate ?? 0)
    feed.rejected += Number(event.data.rejected ?? 0)
  }

  return {
    configure(site) {
      const named = new Set(site.feeds.map(({ id }) => id))
      const gone = [...feeds].filter(([id, { naming }]) => naming === 'named' && !named.has(id))
      for (const [id, feed] of gone) forget(id, feed)
      for (const config of site.feeds) {
        const feed = feedOf(config.id, 0)
        feed.naming = 'named'
        feed.kind = config.kind
        feed.silentAfterMs = config.silentAfter === undefined ? null : durationMs(config.silentAfter)
        plan(config.id, feed, feed.lastHeardAt ?? 0)
      }
      return gone.map(([id]) => id)
    },
    hear(event, at, day) {
      if (event.type === 'feed.counted') countRefused(event, day)
      const feed = tellerOf(event.source)
      if (feed === null || feed.naming === 'gone') return
      turnTo(feed, day).accepted++
      heard(event.source, feed, at)
      if (event.type !== 'feed.heartbeat') {
        feed.lastEventAt = Math.max(feed.lastEventAt ?? event.time, event.time)
        feed.sends.add(kindOfType(event.type))
      }
    },
    countLate(source, day) {
      feedOf(source, day).late++
    },
    countContradicting(source, by, day) {
      if (OURS.test(source)) return
      const feed = feedOf(source, day)
      feed.contradicting = Math.max(0, feed.contradicting + by)
    },
    row(id, now, today) {
      const feed = feeds.get(id)
      if (feed === undefined || feed.naming === 'gone') return null
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
        contradicting: isToday ? feed.contradicting : 0,
      }
    },
    *ids() {
      for (const [id, { naming }] of feeds) if (naming !== 'gone') yield id
    },
    nextInstant: () => instants.next(),
    advance(now) {
      const changed: string[] = []
      for (let due = instants.take(now); due !== null; due = instants.take(now)) {
        const feed = feeds.get(due.key)!
        feed.plannedAt = Number.POSITIVE_INFINITY
        if (stateOf(feed, due.at) !== 'live') changed.push(due.key)
        plan(due.key, feed, due.at)
      }
      return changed
    },
    dump() {
      return [...feeds].map(
        ([id, { kind: _kind, silentAfterMs: _silent, plannedAt: _planned, ...feed }]) => ({
          ...feed,
          id,
          sends: [...feed.sends],
        }),
      )
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
