import type { FloorEvent } from '../event/event.ts'
import type { InstantText } from '../rows/clock-view.ts'
import { instantText } from '../rows/row.ts'
import { contactRecord } from '../search/contact-record.ts'
import { maskText } from './mask-text.ts'
import type { ShownFloor } from './reach.ts'
import { relationsTo } from './relation.ts'
import { namesIn } from './shown-data.ts'
import type { Staff } from './viewer.ts'

/** An earlier contact of a customer. */
export interface PastContact {
  id: string
  at: InstantText
  channel: string
  direction: 'inbound' | 'outbound'
  queue: string | null
  /** Who spoke with them last; null: nobody did. */
  agent: string | null
  /** How it ended, as somebody said; null: nobody did. */
  outcome: string | null
  cause: string | null
}

/** A case of a customer, as much of it as whoever has them on the line needs. */
export interface PastCase {
  id: string
  kind: string
  title: string | null
  cause: string | null
  state: 'open' | 'waiting' | 'resolved'
  owner: string | null
  openedAt: InstantText
  /** Since when the customer waits for a word from us. */
  waitingSince: InstantText | null
}

export interface PastPromise {
  id: string
  case: string
  text: string
  dueAt: InstantText
  agent: string | null
  state: 'open' | 'broken'
}

/** What whoever has a customer on the line is to know of them, each list newest or most pressing first. */
export interface CustomerHistory {
  contacts: PastContact[]
  cases: PastCase[]
  promises: PastPromise[]
  /** How many contacts and cases there are of the customer, the one that is asked by left out. */
  count: { contacts: number; cases: number }
}

const MOST = 3
const nothing: CustomerHistory = { contacts: [], cases: [], promises: [], count: { contacts: 0, cases: 0 } }

/** Whether a contact is at the caller, asks them how it ended, or lies in their reach. */
function mayAsk(who: Staff, contact: string, floor: ShownFloor): boolean {
  if (floor.row('outcome', contact)?.agent === who.agent && who.agent !== null) return true
  const found = relationsTo(who, 'contact', contact, floor) ?? []
  return found.some((relation) => relation === 'own' || relation === 'team' || relation === 'scope')
}

function pastContact(id: string, events: readonly FloorEvent[]): PastContact | null {
  const record = contactRecord(id, events)
  if (record === null) return null
  const { at, channel, direction, queue, outcome, cause, answered, agent } = record
  return {
    ...{ id, at: instantText(at), channel, direction, queue, outcome, cause },
    agent: answered ? agent : null,
  }
}

const newestFirst = (a: { at: InstantText }, b: { at: InstantText }) =>
  a.at < b.at ? 1 : a.at > b.at ? -1 : 0

function contactsOf(ids: readonly string[], floor: ShownFloor): PastContact[] {
  // Contacts are known in the order in which they were heard of: the last of very many are the ones to look at.
  const some = ids.slice(-MOST * 4).flatMap((id) => pastContact(id, floor.eventsOf('contact', id)) ?? [])
  return some.sort(newestFirst).slice(0, MOST)
}

const isOver = ({ state }: PastCase) => Number(state === 'resolved')

function caseOf(id: string, floor: ShownFloor): PastCase | null {
  const row = floor.row('case', id)
  if (row === null) return null
  const { kind, cause, state, owner, openedAt, customerWaitingSince: waitingSince } = row
  const title = row.title === null ? null : maskText(row.title, namesIn({ name: row.name }))
  return { id, kind, title, cause, state, owner, openedAt, waitingSince }
}

function casesOf(ids: readonly string[], floor: ShownFloor): PastCase[] {
  const rows = ids.slice(-MOST * 4).flatMap((id) => caseOf(id, floor) ?? [])
  return rows.sort((a, b) => isOver(a) - isOver(b) || (a.openedAt < b.openedAt ? 1 : -1)).slice(0, MOST)
}

function promisesOf(ids: readonly string[], floor: ShownFloor): PastPromise[] {
  const found = ids.flatMap((caseId) => {
    const names = namesIn({ name: floor.row('case', caseId)?.name })
    return floor.aggregate(caseId).flatMap(({ type, id }): PastPromise[] => {
      const row = type === 'promise' ? floor.row('promise', id) : null
      if (row === null || (row.state !== 'open' && row.state !== 'broken')) return []
      const { dueAt, agent, state } = row
      return [{ id, case: caseId, text: maskText(row.text, names), dueAt, agent, state }]
    })
  })
  return found.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)).slice(0, MOST)
}

/** Whether a contact was offered to the caller, wherever it is now: a call may be gone while their desk still asks. */
function wasAt(who: Staff, contact: string, floor: ShownFloor): boolean {
  const isTheirs = ({ data }: FloorEvent) => 'agent' in data && data.agent === who.agent
  return who.agent !== null && floor.eventsOf('contact', contact).some(isTheirs)
}

/**
 * What is known of the customer of a contact beside it: their last contacts, their cases and what was promised in them,
 * a few lines each, whoever has them. Of a contact that was at the caller and is gone nothing is known any more. Null: it
 * never was theirs, nor lies in their reach.
 */
export function customerHistory(who: Staff, contact: string, floor: ShownFloor): CustomerHistory | null {
  if (!mayAsk(who, contact, floor)) return wasAt(who, contact, floor) ? nothing : null
  const row = floor.row('contact', contact) ?? floor.row('outcome', contact)
  if (row === null || row.customer === null) return nothing
  const of = floor.ofCustomer(row.customer)
  const contacts = of.contacts.filter((id) => id !== contact)
  return {
    contacts: contactsOf(contacts, floor),
    cases: casesOf(of.cases, floor),
    promises: promisesOf(of.cases.slice(-MOST * 4), floor),
    count: { contacts: contacts.length, cases: of.cases.length },
  }
}
