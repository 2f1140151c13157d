import type { ContactOutcome } from '#core/outcomes/contact-outcomes.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { OutcomeRow } from '#core/rows/row.ts'
import type { SaidEvent } from '../_ui/sending.ts'

/** What a contact was about, as far as its agent said so. */
export interface OutcomeSubject {
  /** One line in the agent's words; empty: none. */
  title: string
  /** Of the site file's causes. */
  cause: string | null
}

/** Of which contact a case is opened. */
type Place = Pick<OutcomeRow, 'id' | 'queue' | 'channel'>

/** Who answers, about which contact, and how they stand to its case. */
export interface Answering {
  asked: Place & Pick<OutcomeRow, 'case'>
  /** The contact's case, where one sees it. */
  row: Pick<CaseRow, 'id' | 'kind' | 'title' | 'cause' | 'owner' | 'state' | 'contact' | 'contacts'> | null
  /** The agent's id. */
  agent: string
  /** The id of the case that is opened, where one has to be. */
  newCase: string
}

export interface OutcomePlan {
  /** What is said of the case, in order. */
  notes: SaidEvent[]
  /** Says of the contact how it ended; the last thing that is said. */
  mark: SaidEvent
  /** The case that a promise or a hand-off then belongs to; null where none is needed. */
  case: string | null
  /** Whether the notes open it. */
  opens: boolean
}

const kinds: Record<Exclude<ContactOutcome, 'solved'>, string> = {
  owe: 'request',
  passed: 'inquiry',
  complaint: 'complaint',
}

const words = ({ title, cause }: OutcomeSubject) => ({
  ...(title === '' ? {} : { title }),
  ...(cause === null ? {} : { cause }),
})

/** A case from a contact: who its customer is, it has from the contact itself, unmasked. */
export function opening(
  { asked, agent, newCase }: Pick<Answering, 'agent' | 'newCase'> & { asked: Place },
  kind: string,
  about: OutcomeSubject = { title: '', cause: null },
): SaidEvent {
  const { id: contact, channel, queue } = asked
  const place = queue === null ? {} : { queue }
  return {
    type: 'case.opened',
    subject: newCase,
    data: { kind, contact, channel, agent, ...place, ...words(about) },
  }
}

/** What was said of a case that stands already: what it has, stays, but for a kind that it turns out to be of. */
function described(
  row: NonNullable<Answering['row']>,
  about: OutcomeSubject,
  kind: string = row.kind,
): SaidEvent[] {
  const title = row.title === null ? about.title : ''
  const data = {
    ...(kind === row.kind ? {} : { kind }),
    ...words({ title, cause: row.cause === null ? about.cause : null }),
  }
  return Object.keys(data).length === 0 ? [] : [{ type: 'case.described', subject: row.id, data }]
}

/** What solved says of the contact's case: its owner's is closed, to a colleague's customer the answer was given. */
function solved({ asked, row, agent }: Answering, about: OutcomeSubject): SaidEvent[] {
  if (row === null) return []
  if (row.owner === null || row.owner === agent)
    return row.state === 'resolved'
      ? []
      : [...described(row, about), { type: 'case.resolved', subject: row.id, data: { outcome: 'solved' } }]
  return [{ type: 'case.replied', subject: row.id, data: { kind: 'answer', contact: asked.id } }]
}

/** Whether a case was opened of this very contact, by its agent or by its queue, and nothing else has come to it. */
const isOfThisAlone = ({ asked, row, agent }: Answering) =>
  row !== null && row.owner === agent && row.contacts <= 1 && row.contact === asked.id

/**
 * What one tap says. Every answer marks the contact, so that contacts without one can be counted as unclassified.
 * Solved closes the contact's case; the others open one where the contact has none that one sees; a complaint opens its
 * own unless the contact's case is one, or becomes one: that which was opened of this contact. Nothing is said before all is known that the answer needs.
 */
export function outcomePlan(
  outcome: ContactOutcome,
  answering: Answering,
  about: OutcomeSubject,
): OutcomePlan {
  const { asked, row, agent, newCase } = answering
  const mark: SaidEvent = {
    type: 'contact.flagged',
    subject: asked.id,
    data: { kind: outcome, ...words(about) },
  }
  if (outcome === 'solved')
    return { notes: solved(answering, about), mark, case: row?.id ?? null, opens: false }
  const isNewComplaint = outcome === 'complaint' && row?.kind !== 'complaint'
  if (row !== null && (!isNewComplaint || isOfThisAlone(answering))) {
    const isOwn = row.owner === null || row.owner === agent
    const again: SaidEvent[] =
      isOwn && row.state === 'resolved' ? [{ type: 'case.reopened', subject: row.id, data: {} }] : []
    const notes = isOwn ? [...again, ...described(row, about, isNewComplaint ? outcome : row.kind)] : []
    return { notes, mark, case: row.id, opens: false }
  }
  return { notes: [opening(answering, kinds[outcome], about)], mark, case: newCase, opens: true }
}
