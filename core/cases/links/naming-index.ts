import { compareEvents, type FloorEvent, insertEvent } from '../../event/event.ts'
import { caseNamedBy, contactNamedBy, customerNamedBy } from '../merging/named-by.ts'
import { isDerived } from './links.ts'
import { createOpenedCases, type OpenedCase } from './opened-cases.ts'

/** Who names whom: the cases of each customer, the events that name a contact, the contacts that name a case. */
export interface NamingIndex {
  /** An event of a case is heard. */
  noteCase(event: FloorEvent): void
  /** The event of a case names nobody any more, or its case and the contact are cold together. */
  forgetNaming(event: FloorEvent): void
  /** The contact of an event and the case that it names are cold together. */
  forgetContact(event: FloorEvent): void
  /** An event of a contact is heard. Gives the case that it names, or null. */
  noteContact(event: FloorEvent): string | null
  /** A contact names a case; its events are not at hand. */
  noteNaming(contact: string, caseId: string): void
  /** A customer has a case, whose events are not at hand. */
  noteCustomer(customer: string, caseId: string): void
  casesOf(customer: string): readonly string[]
  /** The customers whose a case is or was, by what was ever said of it. */
  customersOf(caseId: string): readonly string[]
  /** Those of a customer with many cases in the order in which they were opened; null: there are few. */
  openingsOf(customer: string, openedAt: (id: string) => number | null): readonly OpenedCase[] | null
  /** Events of cases that name a contact, in order, derived ones included. */
  namings(contact: string): readonly FloorEvent[]
  /** Whether an event that was sent names the contact. */
  isNamed(contact: string): boolean
  /** Contacts whose own events name a case. */
  contactsNaming(caseId: string): Iterable<string>
  /** A case is no longer held. */
  forgetAll(caseId: string, own: readonly FloorEvent[]): void
}

const NONE: readonly never[] = []

export function createNamingIndex(): NamingIndex {
  const casesOfCustomer = new Map<string, readonly string[]>()
  const customersOfCase = new Map<string, readonly string[]>()
  const opened = createOpenedCases()
  const namings = new Map<string, FloorEvent[]>()
  const namingCase = new Map<string, Set<string>>()

  function keep<V extends { length: number }>(map: Map<string, V>, key: string, left: V): void {
    if (left.length > 0) map.set(key, left)
    else map.delete(key)
  }

  function noteCustomer(customer: string, caseId: string): void {
    const ids: readonly string[] = casesOfCustomer.get(customer) ?? NONE
    if (!ids.includes(caseId)) casesOfCustomer.set(customer, ids.concat(caseId))
    const customers: readonly string[] = customersOfCase.get(caseId) ?? NONE
    if (!customers.includes(customer)) customersOfCase.set(caseId, customers.concat(customer))
  }

  function noteNaming(contact: string, caseId: string): void {
    const contacts = namingCase.get(caseId)
    if (contacts === undefined) namingCase.set(caseId, new Set([contact]))
    else contacts.add(contact)
  }

  function forgetNaming(event: FloorEvent): void {
    const contact = contactNamedBy(event)
    const list = contact === null ? undefined : namings.get(contact)
    if (contact === null || list === undefined) return
    if (list.length === 1 && list[0] === event) namings.delete(contact)
    else
      keep(
        namings,
        contact,
        list.filter((other) => compareEvents(other, event) !== 0),
      )
  }

  /** The case is no more one of the customer whose the event says that it is. */
  function forgetCustomer(event: FloorEvent, caseId: string): void {
    const customer = customerNamedBy(event)
    const ids = customer === null ? undefined : casesOfCustomer.get(customer)
    if (customer === null || ids === undefined) return
    opened.forget(customer)
    keep(
      casesOfCustomer,
      customer,
      ids.filter((id) => id !== caseId),
    )
  }

  return {
    noteCase(event) {
      const customer = customerNamedBy(event)
      if (customer !== null) {
        noteCustomer(customer, event.subject)
        if (event.type === 'case.opened') opened.note(customer, { id: event.subject, at: event.time })
        else opened.forget(customer)
      }
      const contact = contactNamedBy(event)
      if (contact === null) return
      const list = namings.get(contact)
      if (list === undefined) namings.set(contact, [event])
      else insertEvent(list, event)
    },
    forgetNaming,
    forgetContact(event) {
      const caseId = caseNamedBy(event)
      const contacts = caseId === null ? undefined : namingCase.get(caseId)
      if (caseId === null || contacts === undefined) return
      contacts.delete(event.subject)
      if (contacts.size === 0) namingCase.delete(caseId)
    },
    noteContact(event) {
      const caseId = caseNamedBy(event)
      if (caseId !== null) noteNaming(event.subject, caseId)
      return caseId
    },
    noteNaming,
    noteCustomer(customer, caseId) {
      noteCustomer(customer, caseId)
      opened.forget(customer)
    },
    openingsOf: (customer, openedAt) => opened.of(customer, casesOfCustomer.get(customer) ?? NONE, openedAt),
    casesOf: (customer) => casesOfCustomer.get(customer) ?? NONE,
    customersOf: (caseId) => customersOfCase.get(caseId) ?? NONE,
    namings: (contact) => namings.get(contact) ?? NONE,
    isNamed: (contact) => namings.get(contact)?.some((event) => !isDerived(event)) ?? false,
    contactsNaming: (caseId) => namingCase.get(caseId) ?? NONE,
    forgetAll(caseId, own) {
      namingCase.delete(caseId)
      customersOfCase.delete(caseId)
      for (const event of own) {
        forgetCustomer(event, caseId)
        forgetNaming(event)
      }
    },
  }
}
