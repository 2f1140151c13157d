import type { ReportedOutcome } from '../history/report-entries.ts'
import type { EntrySpreads } from '../history/spread.ts'

/** An entry behind a figure: `enteredAt` is RFC 3339, times are in seconds. */
export interface ShownEntry {
  readonly contact: string
  readonly queue: string
  readonly channel: string
  readonly enteredAt: string
  readonly outcome: ReportedOutcome
  readonly reason: string | null
  readonly waitSec: number | null
  readonly agent: string | null
  readonly talkSec: number | null
  readonly rang: boolean
  readonly quick: boolean
  /** The case that it belongs to, as far as the live floor knows it. */
  readonly case: string | null
}

/** What `GET /api/v1/intervals/entries` answers. */
export interface EntriesAnswer {
  readonly at: string
  readonly from: string
  readonly to: string
  /** How many there are of the outcome that was asked for, of which a part is listed. */
  readonly count: number
  readonly entries: readonly ShownEntry[]
  /** Of all outcomes. */
  readonly spreads: EntrySpreads
  /** There are more than were read: these are the first. */
  readonly cut: boolean
}

/** What may be asked for: an outcome, all answered ones, or all. */
export const outcomeFilters = [
  'all',
  'answered',
  'inTarget',
  'late',
  'abandoned',
  'short',
  'left',
  'waiting',
] as const
export type OutcomeFilter = (typeof outcomeFilters)[number]

/** Whether a text of a request is an outcome that entries can be filtered by. */
export function isOutcomeFilter(text: string): text is OutcomeFilter {
  return outcomeFilters.some((each) => each === text)
}

/** Whether an entry's outcome is one of those asked for; `left` holds callbacks that were requested too. */
export function isEntryOutcome(filter: OutcomeFilter, outcome: ReportedOutcome): boolean {
  if (filter === 'all') return true
  if (filter === 'answered') return outcome === 'inTarget' || outcome === 'late'
  return filter === 'left' ? outcome === 'left' || outcome === 'callback' : outcome === filter
}
