import type { Contact, Leg } from '../contacts/contact.ts'
import type { QueueTerms } from '../contacts/contribution.ts'

/** What the legs of one agent that began in a 15-minute interval sum up to; durations in ms. */
export interface AgentRecord {
  /** Legs, and those of them that are over. */
  handled: number
  finished: number
  /** Entries that the legs answered, by the target of the queue; outbound legs answer none. */
  answeredInTarget: number
  answeredLate: number
  /** Waits of those entries. */
  waitMs: number
  talkMs: number
  holdMs: number
  wrapMs: number
}

/** A leg as it counts now. */
export interface LegCounted {
  readonly agent: string
  readonly from: number
  readonly to: number | null
  readonly wrapMs: number | null
  readonly counts: AgentRecord
}

export function noLegs(): AgentRecord {
  return {
    handled: 0,
    finished: 0,
    answeredInTarget: 0,
    answeredLate: 0,
    waitMs: 0,
    talkMs: 0,
    holdMs: 0,
    wrapMs: 0,
  }
}

/** Adds (`sign` 1) or takes out (`sign` -1) `part` in place. Written out: this runs at every leg. */
export function addLegs(sum: AgentRecord, part: AgentRecord, sign: 1 | -1): void {
  sum.handled += sign * part.handled
  sum.finished += sign * part.finished
  sum.answeredInTarget += sign * part.answeredInTarget
  sum.answeredLate += sign * part.answeredLate
  sum.waitMs += sign * part.waitMs
  sum.talkMs += sign * part.talkMs
  sum.holdMs += sign * part.holdMs
  sum.wrapMs += sign * part.wrapMs
}

type TermsAt = (queue: string, at: number) => QueueTerms

/** Adds the entry that the leg answered: the first leg at the instant of its answer. */
function addAnswer(counts: AgentRecord, contact: Contact, index: number, terms: TermsAt): void {
  const leg = contact.legs[index]!
  const entry = contact.entries[leg.entry]
  if (entry === undefined || entry.outcome !== 'answered') return
  if (contact.legs[index - 1]?.entry === leg.entry) return
  const waitMs = entry.waitMs ?? 0
  counts.waitMs = waitMs
  if (waitMs <= terms(entry.queue, entry.enteredAt).withinMs) counts.answeredInTarget = 1
  else counts.answeredLate = 1
}

function legCounts(contact: Contact, index: number, terms: TermsAt): AgentRecord {
  const leg = contact.legs[index]!
  const counts = noLegs()
  counts.handled = 1
  addAnswer(counts, contact, index, terms)
  if (leg.to === null) return counts
  counts.finished = 1
  counts.talkMs = leg.to - leg.from - leg.heldMs
  counts.holdMs = leg.heldMs
  counts.wrapMs = leg.wrapMs ?? 0
  return counts
}

function isAsCounted(old: LegCounted | undefined, leg: Leg): old is LegCounted {
  return old !== undefined && old.to === leg.to && old.wrapMs === leg.wrapMs && old.from === leg.from
}

/**
 * The legs of a contact as they count now (metrics.md, "Interval record"). `before` is how they counted: a leg of which
 * one more event changed nothing is given back as the same object; `isOneMore` says that no more than that happened.
 */
export function countLegs(
  contact: Contact,
  before: readonly LegCounted[],
  terms: TermsAt,
  isOneMore: boolean,
): LegCounted[] {
  return contact.legs.map((leg, index) => {
    const old = before[index]
    if (isOneMore && isAsCounted(old, leg)) return old
    const { agent, from, to, wrapMs } = leg
    return { agent, from, to, wrapMs, counts: legCounts(contact, index, terms) }
  })
}
