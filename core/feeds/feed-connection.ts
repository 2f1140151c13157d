import type { EventOfType } from '../event/event.ts'
import { parseInstant } from '../time/parse-instant.ts'

/** What the connector that fetches a feed last said of it (`feed.state`). */
export interface FeedConnection {
  readonly state: 'live' | 'down'
  /** A code such as `connection_refused`; null while it is live. */
  readonly why: string | null
  /** Up to when the feed is known, ms: the instant itself while it is live. */
  readonly since: number
  /** How old its events are when they come, by the feed's own clock, seconds; null: it cannot be told. */
  readonly lagSec: number | null
  /** Rights that the account lacks, such as `agent`: what hangs on them is not measured. */
  readonly missing: readonly string[]
  /** What its PBX can be asked to do by this account. */
  readonly acts: readonly string[]
}

/** A time in which a feed was not heard, and what it cost by the feed's own counters. */
export interface FeedGap {
  /** ms */
  readonly from: number
  readonly to: number
  /** Calls that ended unseen, by queue; null: it cannot be told. */
  readonly calls: Readonly<Record<string, number>> | null
}

/** Reads a `feed.state`, which only the system writes. */
export function readConnection({ data, time }: EventOfType<'feed.state'>): FeedConnection {
  const { state, why, since, lagSec, missing, acts } = data
  return {
    state,
    why: why ?? null,
    since: parseInstant(since) ?? time,
    lagSec: lagSec ?? null,
    missing: missing ?? [],
    acts: acts ?? [],
  }
}

/** Reads a `feed.gap`, which only the system writes. */
export function readGap({ data, time }: EventOfType<'feed.gap'>): FeedGap {
  const { from, to, calls } = data
  return { from: parseInstant(from) ?? time, to: parseInstant(to) ?? time, calls: calls ?? null }
}
