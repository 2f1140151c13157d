import type { InstantText } from './clock-view.ts'

/** What is the matter with a feed, for rows that hang on it. */
export interface FeedTrouble {
  feed: string
  /** As `why` of the feed's row, or `quiet`. */
  why: string
  lagSec: number | null
  /** Up to when it is known, or silent since when; null: it is heard. */
  since: InstantText | null
}

/** A time in which a feed was not heard. */
export interface FeedGapView {
  from: InstantText
  to: InstantText
  /** Calls that ended unseen, by queue, as the feed's own counters say; null: it cannot be told. */
  calls: Readonly<Record<string, number>> | null
}

export interface FeedRow {
  id: string
  kind: string
  state: 'live' | 'late' | 'down'
  /**
   * Why it is not as it should be: `connection_refused`, `unreachable`, `login_refused`, `not_asterisk`, `closed`,
   * `certificate`, `no_tls`, `silent`, `never` (heard yet), `lag`, `rights:agent,call` …; null: nothing is the matter.
   */
  why: string | null
  /** How old its events are when they come, by its own clock; null if it cannot be told. */
  lagSec: number | null
  /** Unusually long without an event for this weekday and hour. */
  quiet: boolean
  /** Of today, oldest first. */
  gaps: FeedGapView[]
  sends: string[]
  /** What its PBX can be asked to do; empty: nothing, or it is not connected. */
  acts: readonly string[]
  lastEventAt: InstantText | null
  lastHeardAt: InstantText | null
  accepted: number
  duplicate: number
  rejected: number
  late: number
  /** Of today, about contacts that had ended: they changed nothing. */
  afterEnd: number
  /** Openings today that say something else than the first one of their subject, which stands. */
  contradicting: number
  /** Today's events of what had more than `limits.eventsPerEntity`: they went to the archive only. */
  overfull: number
  /** What they were about ("contact/K1"), the latest last; twenty at the most. */
  overfullOf: readonly string[]
}
