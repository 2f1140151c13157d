import type { FeedRow, FeedTrouble } from '../rows/feed-rows.ts'
import { instantTextOrNull } from '../rows/row.ts'
import { type FeedHours, newFeedHours, silentFrom } from './feed-baseline.ts'
import type { FeedConnection, FeedGap } from './feed-connection.ts'
import { LATE_FROM_MS, type LagSecond, lagForgottenAt, lagOf } from './feed-lag.ts'

/** What is known of a feed. */
export interface Feed {
  /** `gone`: a site file named it, and the one in force does not. `unnamed`: none ever did. */
  naming: 'unnamed' | 'named' | 'gone'
  kind: string
  silentAfterMs: number | null
  sends: Set<string>
  lastEventAt: number | null
  lastHeardAt: number | null
  /** What its connector says of it; null: it comes by itself, or nothing was said yet. */
  connection: FeedConnection | null
  /** Of the days that are still shown, oldest first. */
  gaps: FeedGap[]
  lags: LagSecond[]
  hours: FeedHours
  day: number
  accepted: number
  duplicate: number
  rejected: number
  late: number
  contradicting: number
  overfull: number
  overfullOf: readonly string[]
  /** The instant at which it is to be looked at, ms; later than any where it is not. */
  plannedAt: number
  /** Where no instant is set: from when on an event may set one, ms. */
  plannedFrom: number
  /** What is the matter with it since it was last looked at; null: nothing. */
  trouble: FeedTrouble | null
}

/** How many times the silence that makes a feed late makes it down. */
const DOWN_AFTER = 3
/** From this lag on a feed that we fetch is late: its messages come one by one. */
const CONNECTED_LATE_FROM_MS = 5_000

export function newFeed(): Feed {
  return {
    naming: 'unnamed',
    kind: 'http',
    silentAfterMs: null,
    sends: new Set(),
    lastEventAt: null,
    lastHeardAt: null,
    connection: null,
    gaps: [],
    lags: [],
    hours: newFeedHours(),
    day: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    late: 0,
    contradicting: 0,
    overfull: 0,
    overfullOf: [],
    plannedAt: Number.POSITIVE_INFINITY,
    plannedFrom: 0,
    trouble: null,
  }
}

function isSilent({ lastHeardAt, silentAfterMs }: Feed, now: number): boolean {
  return lastHeardAt !== null && silentAfterMs !== null && now - lastHeardAt >= silentAfterMs
}

/** Whether what a feed last said still holds: it is connected and not silent. One that never spoke is not heard. */
export function isReceived(feed: Feed, now: number): boolean {
  return feed.lastHeardAt !== null && feed.connection?.state !== 'down' && !isSilent(feed, now)
}

/** Up to when a feed is known that is not heard any more, ms; null: it is heard, or never was. */
export function knownUntil(feed: Feed, now: number): number | null {
  const { lastHeardAt, connection } = feed
  if (lastHeardAt === null || isReceived(feed, now)) return null
  return connection?.state === 'down' ? connection.since : lastHeardAt
}

/** How old a feed's events are when they come, whole seconds; null: it cannot be told. */
function lagSecOf(feed: Feed, now: number): number | null {
  if (feed.connection !== null) return feed.connection.lagSec
  const lagMs = lagOf(feed.lags, now)
  return lagMs === null ? null : Math.floor(lagMs / 1_000)
}

const lateFromMs = ({ connection }: Feed) => (connection === null ? LATE_FROM_MS : CONNECTED_LATE_FROM_MS)

type Status = Pick<FeedRow, 'state' | 'why' | 'lagSec'>

function silence(feed: Feed, now: number): Pick<Status, 'state' | 'why'> {
  const longMs = DOWN_AFTER * (feed.silentAfterMs ?? 0)
  return { state: now - (feed.lastHeardAt ?? 0) < longMs ? 'late' : 'down', why: 'silent' }
}

/** How a feed stands at `now`, the worst reason first. */
export function statusOf(feed: Feed, now: number): Status {
  const { connection, lastHeardAt } = feed
  const lagSec = lagSecOf(feed, now)
  if (connection?.state === 'down') return { state: 'down', why: connection.why, lagSec }
  if (lastHeardAt === null) return { state: 'down', why: 'never', lagSec }
  if (isSilent(feed, now)) return { ...silence(feed, now), lagSec }
  if (lagSec !== null && lagSec * 1_000 >= lateFromMs(feed)) return { state: 'late', why: 'lag', lagSec }
  const missing = connection?.missing ?? []
  return { state: 'live', why: missing.length > 0 ? `rights:${missing.join(',')}` : null, lagSec }
}

/** Whether it is unusually long without an event for this weekday and hour. */
export function isFeedSilent(feed: Feed, now: number): boolean {
  const from = feed.lastEventAt === null ? null : silentFrom(feed.hours, feed.lastEventAt)
  return from !== null && from <= now
}

/** What is the matter with a feed, for the rows that hang on it; null: nothing. */
export function troubleOf(id: string, feed: Feed, now: number): FeedTrouble | null {
  const { why, lagSec } = statusOf(feed, now)
  const code = why ?? (isFeedSilent(feed, now) ? 'quiet' : null)
  if (code === null) return null
  const until = knownUntil(feed, now)
  const since = code === 'quiet' ? feed.lastEventAt : until
  return { feed: id, why: code, lagSec, since: instantTextOrNull(since) }
}

/** The next instant after `now` at which time alone may change how a feed stands, ms, or null. */
export function nextStatus(feed: Feed, now: number): number | null {
  const { lastEventAt, lastHeardAt, silentAfterMs } = feed
  const instants = [lagForgottenAt(feed.lags)]
  if (lastEventAt !== null) instants.push(silentFrom(feed.hours, lastEventAt))
  if (lastHeardAt !== null && silentAfterMs !== null)
    instants.push(lastHeardAt + silentAfterMs, lastHeardAt + DOWN_AFTER * silentAfterMs)
  let next: number | null = null
  for (const at of instants) if (at !== null && at > now && (next === null || at < next)) next = at
  return next
}
