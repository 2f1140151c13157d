import type { ClockView } from '../rows/clock-view.ts'
import { type ContactRow, instantText } from '../rows/row.ts'
import { type Contact, lastOf, openLeg, waitingEntry } from './contact.ts'

/** What others know of a contact: its case, its clocks, and who still wraps it up. */
export interface ContactFacts {
  case: string | null
  /** The callback that it is an attempt at. */
  callback: string | null
  clocks: ClockView[]
  /** The agent who is in wrap-up after it, if one is. */
  wrappedBy: string | null
  /** It waits or talks longer than is plausible for its channel. */
  suspect: boolean
}

function stateOf(contact: Contact, facts: ContactFacts): ContactRow['state'] | null {
  if (!contact.known) return null
  const leg = openLeg(contact)
  if (waitingEntry(contact) !== null) return contact.offers.length > 0 ? 'ringing' : 'waiting'
  if (leg !== null) return leg.heldSince === null ? 'talking' : 'held'
  if (contact.dialling !== null || contact.passedOn || contact.offers.length > 0) return 'ringing'
  return facts.wrappedBy === null ? null : 'wrap_up'
}

function agentOf(contact: Contact, facts: ContactFacts): string | null {
  return (
    openLeg(contact)?.agent ??
    contact.dialling ??
    lastOf(contact.offers) ??
    (waitingEntry(contact) === null ? facts.wrappedBy : null)
  )
}

/** The row of a contact, or null while it is not known or when nobody has to do with it any more. */
export function contactRow(contact: Contact, facts: ContactFacts): ContactRow | null {
  const state = stateOf(contact, facts)
  if (state === null) return null
  const entry = lastOf(contact.entries)
  const leg = lastOf(contact.legs)
  return {
    id: contact.id,
    direction: contact.direction,
    queue: entry?.queue ?? contact.dialledFor,
    channel: contact.channel,
    state,
    queuedAt: entry === undefined ? null : instantText(entry.enteredAt),
    answeredAt: leg === undefined || waitingEntry(contact) !== null ? null : instantText(leg.from),
    agent: agentOf(contact, facts),
    customer: contact.customer,
    phone: contact.phone,
    name: contact.name,
    transfers: contact.transfers,
    priority: contact.priority,
    case: facts.case,
    callback: facts.callback,
    listening: openLeg(contact) === null ? [] : [...contact.listening],
    suspect: facts.suspect,
    clocks: facts.clocks,
  }
}
