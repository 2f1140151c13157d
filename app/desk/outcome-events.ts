import type { ContactRow } from '#core/row.ts'

/** The one thing that is asked when a contact ends. */
export const outcomes = ['solved', 'owe', 'passed', 'complaint'] as const
export type ContactOutcome = (typeof outcomes)[number]

export interface OutcomeNote {
  type: string
  subject: string
  data: Record<string, unknown>
}

export interface OutcomePlan {
  events: OutcomeNote[]
  /** The case that a promise or a hand-off then belongs to; null where none is needed. */
  case: string | null
}

const opens: Record<Exclude<ContactOutcome, 'solved'>, string> = {
  owe: 'request',
  passed: 'inquiry',
  complaint: 'complaint',
}

function opening(contact: ContactRow, kind: string, id: string): OutcomeNote {
  const data: Record<string, unknown> = { kind, contact: contact.id, channel: contact.channel }
  if (contact.queue !== null) data.queue = contact.queue
  if (contact.customer !== null) data.customer = contact.customer
  return { type: 'case.opened', subject: id, data }
}

/**
 * What one tap says. Every answer marks the contact, so that contacts without one can be counted as unclassified.
 * Solved closes the contact's case; the others open one where the contact has none; a complaint opens its own
 * unless the contact's case is one. `newCase` is the id of the case that it opens.
 */
export function outcomeEvents(
  outcome: ContactOutcome,
  contact: ContactRow,
  caseKind: string | null,
  newCase: string,
): OutcomePlan {
  const mark: OutcomeNote = { type: 'contact.flagged', subject: contact.id, data: { kind: outcome } }
  if (outcome === 'solved') {
    const closing: OutcomeNote[] =
      contact.case === null
        ? []
        : [{ type: 'case.resolved', subject: contact.case, data: { outcome: 'solved' } }]
    return { events: [...closing, mark], case: contact.case }
  }
  const fits = outcome !== 'complaint' || caseKind === 'complaint'
  if (contact.case !== null && fits) return { events: [mark], case: contact.case }
  return { events: [opening(contact, opens[outcome], newCase), mark], case: newCase }
}
