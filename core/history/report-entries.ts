import { type Contact, newContact, openLeg, type QueueEntry, waitingEntry } from '../contacts/contact.ts'
import { evolveContact } from '../contacts/contact-evolve.ts'
import { inEffect } from '../contacts/contact-order.ts'
import { entryContribution } from '../contacts/entry-contribution.ts'
import { compareEvents, type EventOfKind } from '../event/event.ts'
import { noCounts } from '../queues/counts.ts'
import type { QueueTerms } from '../queues/queue-terms.ts'

/** How an entry ended, as the interval records count it: each entry is in exactly one. */
export const entryOutcomes = [
  'inTarget',
  'late',
  'abandoned',
  'short',
  'left',
  'callback',
  'waiting',
  // Of an agent's leg that answered no entry: dialled out, or taken over.
  'handled',
] as const
export type ReportedOutcome = (typeof entryOutcomes)[number]

/** One stay of a contact in one queue, as it is behind a figure. Instants and times in ms. */
export interface ReportEntry {
  readonly contact: string
  readonly queue: string
  readonly channel: string
  readonly enteredAt: number
  readonly outcome: ReportedOutcome
  /** Why it left unanswered, if it did. */
  readonly reason: string | null
  readonly waitMs: number | null
  /** Who answered it. */
  readonly agent: string | null
  /** Talk and hold of all legs that served it; null: none is over. */
  readonly talkMs: number | null
  /** The customer gave up while it rang at an agent. */
  readonly rang: boolean
  /** The customer was gone within five seconds of the answer. */
  readonly quick: boolean
}

type ContactEvent = EventOfKind<'contact'>
type TermsAt = (queue: string, at: number) => QueueTerms
export const QUICK_MS = 5_000

const isEnd = (event: ContactEvent) => event.type === 'contact.abandoned' || event.type === 'contact.ended'

interface Folded {
  readonly contact: Contact
  readonly rang: ReadonlySet<QueueEntry>
  readonly quick: ReadonlySet<QueueEntry>
}

/** Folds a contact as the floor does, and notes what happened around the ends of its entries. */
function foldContact(id: string, events: readonly ContactEvent[]): Folded {
  const contact = newContact(id)
  const rang = new Set<QueueEntry>()
  const quick = new Set<QueueEntry>()
  const order = inEffect(events)
  for (const [index, event] of order.entries()) {
    const next = order[index + 1]
    const waiting = isEnd(event) && contact.offers.length > 0 ? waitingEntry(contact) : null
    const leg =
      event.type === 'contact.ended' && (event.data.by ?? 'customer') === 'customer' ? openLeg(contact) : null
    evolveContact(contact, event, next !== undefined && compareEvents(next, event) < 0)
    if (waiting?.outcome === 'abandoned') rang.add(waiting)
    const entry = leg === null || leg.entry < 0 ? undefined : contact.entries[leg.entry]
    const isFirst = leg !== null && contact.legs.find(({ entry }) => entry === leg.entry) === leg
    if (entry !== undefined && isFirst && event.time - leg!.from <= QUICK_MS) quick.add(entry)
  }
  return { contact, rang, quick }
}

function outcomeOf(contact: Contact, index: number, terms: QueueTerms): ReportedOutcome {
  const counts = noCounts()
  entryContribution(counts, contact, index, terms)
  if (counts.answeredInTarget > 0) return 'inTarget'
  if (counts.answeredLate > 0) return 'late'
  if (counts.abandoned > 0) return 'abandoned'
  if (counts.shortAbandoned > 0) return 'short'
  if (counts.callbackRequested > 0) return 'callback'
  return counts.left > 0 ? 'left' : 'waiting'
}

/**
 * The entries of one contact, folded from its events (in order) as the floor folds them and judged by the terms in force
 * when they entered: of a span, their outcomes add up to its interval records. A contact that was never queued has none.
 */
export function reportEntries(id: string, events: readonly ContactEvent[], termsAt: TermsAt): ReportEntry[] {
  const { contact, rang, quick } = foldContact(id, events)
  return contact.entries.map((entry, index): ReportEntry => {
    const legs = contact.legs.filter((leg) => leg.entry === index)
    const over = legs.filter(({ to }) => to !== null)
    return {
      contact: id,
      queue: entry.queue,
      channel: contact.channel,
      enteredAt: entry.enteredAt,
      outcome: outcomeOf(contact, index, termsAt(entry.queue, entry.enteredAt)),
      reason: entry.outcome === 'left' ? entry.reason : null,
      waitMs: entry.waitMs,
      agent: legs[0]?.agent ?? null,
      talkMs: over.length === 0 ? null : over.reduce((sum, { from, to }) => sum + (to ?? from) - from, 0),
      rang: rang.has(entry),
      quick: quick.has(entry),
    }
  })
}

/** The entry that a leg answered: that of the first leg that serves it. */
function answeredBy({ entries, legs }: Contact, index: number): QueueEntry | null {
  const entry = entries[legs[index]?.entry ?? -1]
  if (entry?.outcome !== 'answered') return null
  return legs[index - 1]?.entry === legs[index]?.entry ? null : entry
}

/**
 * The legs of one contact as what is behind an agent's figures: `enteredAt` is when the leg began. Of a span, those of an
 * agent are as many as its interval records say, and as many of them answered an entry in target and late.
 */
export function reportLegs(id: string, events: readonly ContactEvent[], termsAt: TermsAt): ReportEntry[] {
  const { contact, quick } = foldContact(id, events)
  return contact.legs.map((leg, index): ReportEntry => {
    const entry = answeredBy(contact, index)
    const served = contact.entries[leg.entry]
    const isInTarget = entry !== null && (entry.waitMs ?? 0) <= termsAt(entry.queue, entry.enteredAt).withinMs
    return {
      contact: id,
      queue: served?.queue ?? '',
      channel: contact.channel,
      enteredAt: leg.from,
      outcome: entry === null ? 'handled' : isInTarget ? 'inTarget' : 'late',
      reason: null,
      waitMs: entry?.waitMs ?? null,
      agent: leg.agent,
      talkMs: leg.to === null ? null : leg.to - leg.from,
      rang: false,
      quick: entry !== null && quick.has(entry),
    }
  })
}
