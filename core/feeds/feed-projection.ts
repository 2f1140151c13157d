import { lookUp } from '../collections/present.ts'
import {
  type AnyEvent,
  type EventOfKind,
  type EventOfType,
  isFloorEvent,
  isOfKind,
  kindOfType,
} from '../event/event.ts'
import type { FeedRow } from '../rows/feed-rows.ts'
import type { Site } from '../site/site-schema.ts'
import { createInstants } from '../time/instants.ts'
import { noteMinute } from './feed-baseline.ts'
import { readConnection, readGap } from './feed-connection.ts'
import { addContradicting, addOverfull, addRefused, turnToDay } from './feed-day.ts'
import { dumpFeed, type FeedDump, loadDump } from './feed-dump.ts'
import { LATE_FROM_MS, lagForgottenAt, lagOf, noteLag } from './feed-lag.ts'
import { rowOfFeed } from './feed-row.ts'
import { type Feed, knownUntil, newFeed, nextStatus, troubleOf } from './feed-state.ts'
import { type FeedsBehind, feedsBehind } from './feeds-behind.ts'
import { createQueueFeeds, type QueueFeedsDump } from './queue-feeds.ts'
import { silentAfterOf } from './silent-after.ts'

const OURS = /^(user|rule|system)\//
/** As many gaps of a feed are shown; the log holds them all. */
const MOST_GAPS = 20
const DAY_MS = 86_400_000
/** A feed for which no instant is set is looked at by its events, not more often. */
const PLANNED_EVERY_MS = 60_000

/** The feeds: what each sends, how much of it today, and when it was last heard. */
export interface FeedProjection {
  /** Gives the feeds that an earlier site file named and this one does not: they are forgotten, and stay so. */
  configure(site: Site): string[]
  /** An event of the log was folded; `at` is its receipt, `day` the site's day of the receipt. */
  apply(event: AnyEvent, at: number, day: number): void
  /** An event came too late for its entity and was only archived. */
  countLate(source: string, day: number): void
  /** So many openings of a source more (less, if negative) contradict the first one of their subject. */
  countContradicting(source: string, by: number, day: number): void
  /** An event was about what had too many already ("contact/K1"), and was only archived. */
  countOverfull(source: string, about: string, day: number): void
  /** What the PBX of a feed can be asked to do; nothing while it is not connected. */
  acts(id: string): readonly string[]
  row(id: string, now: number, today: number): Omit<FeedRow, 'afterEnd' | 'acts'> | null
  ids(): Iterable<string>
  /** What the figures of queues hang on at `now`. */
  behind(queues: readonly string[], now: number): FeedsBehind
  /** Whether all feeds are known up to `now` (ms). */
  isAllKnown(now: number): boolean
  /** The queues whose figures hang on a feed. */
  queuesOf(feed: string): string[]
  nextInstant(): number | null
  /** Gives the feeds whose state time changed up to `now`. */
  advance(now: number): string[]
  dump(): FeedDump[]
  load(feeds: FeedDump[]): void
  dumpQueues(): QueueFeedsDump
  loadQueues(dump: QueueFeedsDump): void
}

export interface FeedProjectionContext {
  /** A feed is to be looked at again at this instant, ms. */
  wake?(at: number): void
  /** Something else is the matter with a feed than before: queues hang on it. */
  statusChanged?(feed: string): void
  /** Something else can be asked of a PBX than before. */
  actsChanged?(): void
  /** A queue hangs on one more feed, or on others. */
  queueFeedsChanged?(queue: string): void
}

const NO_ACTS: readonly string[] = []

/** Nothing can be asked of a PBX that is not connected. */
const actsOf = (feed: Feed | undefined): readonly string[] =>
  feed?.connection?.state === 'live' ? feed.connection.acts : NO_ACTS

export function createFeedProjection(context: FeedProjectionContext = {}): FeedProjection {
  const feeds = new Map<string, Feed>()
  const instants = createInstants<string>(context.wake)
  const queueFeeds = createQueueFeeds()

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

  /** What an earlier site file said of it, and what was heard of it, is over; who holds it still holds the same object. */
  function forget(id: string, feed: Feed): void {
    Object.assign(feed, newFeed(), { naming: 'gone' })
    instants.set(id, null)
  }

  const feedOf = (id: string, day: number) => turnToDay(find(id), day)
  const isThere = (id: string) => (feeds.get(id)?.naming ?? 'gone') !== 'gone'

  function feedOfSource(source: string): Feed | null {
    if (source === latest) return latestFeed
    latest = source
    latestFeed = OURS.test(source) ? null : find(source)
    return latestFeed
  }

  /** When the feed is to be looked at again: what each event moves on is looked at only when it would be due. */
  function plan(id: string, feed: Feed, now: number): void {
    const next = nextStatus(feed, now)
    feed.plannedAt = next ?? Number.POSITIVE_INFINITY
    feed.plannedFrom = next === null ? now + PLANNED_EVERY_MS : Number.POSITIVE_INFINITY
    instants.set(id, next)
  }

  /** When (ms) the lag of a feed is too old to be told; later than any instant where none is told `now`. */
  function lagToForgetAt({ lags }: Feed, now: number): number {
    const at = lagForgottenAt(lags)
    return at === null || at <= now ? Number.POSITIVE_INFINITY : at
  }

  function noteHeard(id: string, feed: Feed, at: number): void {
    feed.lastHeardAt = Math.max(feed.lastHeardAt ?? at, at)
    const { silentAfterMs, lastHeardAt } = feed
    const silentAt = silentAfterMs === null ? Number.POSITIVE_INFINITY : lastHeardAt + silentAfterMs
    const isFrom = silentAfterMs === null && at >= feed.plannedFrom
    if (isFrom || feed.plannedAt > Math.min(silentAt, lagToForgetAt(feed, at))) plan(id, feed, at)
  }

  /** Says so where something else is the matter with a feed than before. */
  function compare(id: string, feed: Feed, at: number): void {
    const trouble = troubleOf(id, feed, at)
    if (JSON.stringify(trouble) === JSON.stringify(feed.trouble)) return
    feed.trouble = trouble
    context.statusChanged?.(id)
  }

  /** Tells whether something else may be the matter with the feed than before. */
  function noteEvent(feed: Feed, event: AnyEvent, at: number): boolean {
    feed.lastEventAt = Math.max(feed.lastEventAt ?? event.time, event.time)
    feed.sends.add(kindOfType(event.type))
    noteMinute(feed.hours, event.time)
    for (const queue of queueFeeds.note(event, at)) context.queueFeedsChanged?.(queue)
    return noteLag(feed.lags, event.time, at) && (lagOf(feed.lags, at) ?? 0) >= LATE_FROM_MS
  }

  function connect(event: EventOfType<'feed.state'>, at: number): void {
    const id = event.subject
    const feed = find(id)
    if (feed.naming === 'gone') return
    const before = actsOf(feed)
    feed.connection = readConnection(event)
    if (actsOf(feed).join() !== before.join()) context.actsChanged?.()
    if (feed.connection.state === 'live') feed.lastHeardAt = Math.max(feed.lastHeardAt ?? at, at)
    compare(id, feed, at)
    plan(id, feed, at)
  }

  function keepGap(event: EventOfType<'feed.gap'>): void {
    const feed = find(event.subject)
    if (feed.naming === 'gone') return
    feed.gaps = [...feed.gaps.filter(({ to }) => to > event.time - DAY_MS), readGap(event)].slice(-MOST_GAPS)
  }

  /** What the system says of a feed. */
  function applyOfFeed(event: EventOfKind<'feed'>, at: number, day: number): void {
    switch (event.type) {
      case 'feed.counted':
        addRefused(feedOf(event.subject, day), event.data)
        return
      case 'feed.state':
        connect(event, at)
        return
      case 'feed.gap':
        keepGap(event)
        return
      case 'feed.heartbeat':
        return
      default:
        event satisfies never
    }
  }

  return {
    configure(site) {
      const named = new Set(site.feeds.map(({ id }) => id))
      const gone = [...feeds].filter(([id, { naming }]) => naming === 'named' && !named.has(id))
      for (const [id, feed] of gone) forget(id, feed)
      for (const config of site.feeds) {
        const feed = feedOf(config.id, 0)
        feed.naming = 'named'
        if (feed.kind !== config.kind) feed.connection = null
        feed.kind = config.kind
        feed.silentAfterMs = silentAfterOf(config)
        plan(config.id, feed, feed.lastHeardAt ?? 0)
        feed.trouble ??= troubleOf(config.id, feed, feed.lastHeardAt ?? 0)
      }
      queueFeeds.configure(site)
      return gone.map(([id]) => id)
    },
    apply(event, at, day) {
      const feed = feedOfSource(event.source)
      if (feed === null) {
        if (isFloorEvent(event) && isOfKind('feed', event)) applyOfFeed(event, at, day)
        return
      }
      if (feed.naming === 'gone') return
      turnToDay(feed, day).accepted++
      const isLate = event.type !== 'feed.heartbeat' && noteEvent(feed, event, at)
      noteHeard(event.source, feed, at)
      if (isLate || feed.trouble !== null) compare(event.source, feed, at)
    },
    countLate(source, day) {
      feedOf(source, day).late++
    },
    countContradicting(source, by, day) {
      if (OURS.test(source)) return
      addContradicting(feedOf(source, day), by)
    },
    countOverfull(source, about, day) {
      if (OURS.test(source)) return
      addOverfull(feedOf(source, day), about)
    },
    acts: (id) => actsOf(feeds.get(id)),
    row(id, now, today) {
      const feed = feeds.get(id)
      return feed === undefined || feed.naming === 'gone' ? null : rowOfFeed(id, feed, now, today)
    },
    behind(queues, now) {
      const named = new Set(queues.flatMap(queueFeeds.feedsOf))
      const held = new Map([...named].filter(isThere).map((id) => [id, find(id)]))
      return feedsBehind(held, () => queues.some(queueFeeds.hasContacts), now)
    },
    isAllKnown: (now) =>
      [...feeds.values()].every((feed) => feed.naming === 'gone' || knownUntil(feed, now) === null),
    queuesOf: queueFeeds.queuesOf,
    *ids() {
      for (const [id, { naming }] of feeds) if (naming !== 'gone') yield id
    },
    nextInstant: () => instants.next(),
    advance(now) {
      const changed: string[] = []
      for (let due = instants.take(now); due !== null; due = instants.take(now)) {
        const feed = lookUp(feeds, due.key)
        feed.plannedAt = Number.POSITIVE_INFINITY
        compare(due.key, feed, due.at)
        if (feed.trouble !== null || lagForgottenAt(feed.lags) === due.at) changed.push(due.key)
        plan(due.key, feed, due.at)
      }
      return changed
    },
    dump: () => [...feeds].map(([id, feed]) => dumpFeed(id, feed)),
    load(dumps) {
      for (const dump of dumps) {
        const feed = feedOf(dump.id, 0)
        loadDump(feed, dump)
        plan(dump.id, feed, feed.lastHeardAt ?? 0)
      }
    },
    dumpQueues: queueFeeds.dump,
    loadQueues: queueFeeds.load,
  }
}
