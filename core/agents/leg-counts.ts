import { itemAt } from '../collections/present.ts'
import { type Contact, entryOfLeg, type Leg } from '../contacts/contact.ts'
import type { QueueTerms } from '../queues/queue-terms.ts'

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

/** A leg as it counts now, and where. */
export interface LegCounted {
  readonly agent: string
  readonly from: number
  to: number | null
  wrapMs: number | null
  counts: AgentRecord
  /** The record that it is counted in, once that was asked for; null: not yet, or the record is forgotten. */
  record: AgentRecord | null
}

/** The record of an interval in which an agent had no leg. */
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

/** Takes `before` out of a sum and puts `now` in, in place. Written out: this runs at every leg. */
export function changeLegs(sum: AgentRecord, before: AgentRecord, now: AgentRecord): void {
  sum.handled += now.handled - before.handled
  sum.finished += now.finished - before.finished
  sum.answeredInTarget += now.answeredInTarget - before.answeredInTarget
  sum.answeredLate += now.answeredLate - before.answeredLate
  sum.waitMs += now.waitMs - before.waitMs
  sum.talkMs += now.talkMs - before.talkMs
  sum.holdMs += now.holdMs - before.holdMs
  sum.wrapMs += now.wrapMs - before.wrapMs
}

type TermsAt = (queue: string, at: number) => QueueTerms

/** Adds the entry that the leg answered: the first leg at the instant of its answer. */
function addAnswer(counts: AgentRecord, contact: Contact, index: number, terms: TermsAt): void {
  const leg = itemAt(contact.legs, index)
  const entry = entryOfLeg(contact, leg)
  if (entry === undefined || entry.outcome !== 'answered') return
  if (index > 0 && contact.legs[index - 1]?.entry === leg.entry) return
  const waitMs = entry.waitMs ?? 0
  counts.waitMs = waitMs
  if (waitMs <= terms(entry.queue, entry.enteredAt).withinMs) counts.answeredInTarget = 1
  else counts.answeredLate = 1
}

function legCounts(contact: Contact, index: number, terms: TermsAt): AgentRecord {
  const leg = itemAt(contact.legs, index)
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

/** Whether a leg of a contact that heard one more event counts as it did before. */
export function isAsCounted(old: LegCounted, leg: Leg): boolean {
  return old.to === leg.to && old.wrapMs === leg.wrapMs && old.from === leg.from && old.agent === leg.agent
}

/** A leg of a contact as it counts now (metrics.md, "Interval record"). */
export function countLeg(contact: Contact, index: number, terms: TermsAt): LegCounted {
  const { agent, from, to, wrapMs } = itemAt(contact.legs, index)
  return { agent, from, to, wrapMs, counts: legCounts(contact, index, terms), record: null }
}
