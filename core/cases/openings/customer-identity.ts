import type { EventOfType, FloorEvent } from '../../event/event.ts'

/** Who somebody is, as far as events say it. */
export type CustomerIdentity = Readonly<Partial<Record<'customer' | 'phone' | 'name', string>>>

const FIELDS = ['customer', 'phone', 'name'] as const

type Opening = EventOfType<'case.opened'>

/** Who a contact's events in their order say that the customer is, each field as it was said last. */
export function identityOfContact(own: readonly FloorEvent[]): CustomerIdentity {
  const caller: Partial<Record<(typeof FIELDS)[number], string>> = {}
  for (const event of own) {
    if (event.type !== 'contact.queued' && event.type !== 'contact.dialled') continue
    for (const field of FIELDS) {
      const emitted = event.data[field]
      if (emitted !== undefined) caller[field] = emitted
    }
  }
  return caller
}

/** An opening of a case that names the contact which it is from. */
type OpeningFromContact = Opening & { readonly data: { readonly contact: string } }

/** Whether an event opens a case from a contact without saying who the customer is. */
export function takesIdentity(event: FloorEvent): event is OpeningFromContact {
  if (event.type !== 'case.opened' || event.data.contact === undefined) return false
  const { data } = event
  return data.customerFrom !== undefined || FIELDS.every((field) => data[field] === undefined)
}

/** An event as it was sent: an opening without what it has from its contact. */
export function asSent(event: FloorEvent): FloorEvent {
  return event.type === 'case.opened' ? openingAsSent(event) : event
}

function openingAsSent(event: Opening): Opening {
  if (event.data.customerFrom === undefined) return event
  const { customer: _customer, phone: _phone, name: _name, customerFrom: _from, ...data } = event.data
  return { ...event, data }
}

/** The opening of a case for whoever its contact is by now: it names them, and the contact that it knows it from. */
export function withIdentity(event: OpeningFromContact, caller: CustomerIdentity): Opening {
  const sent = openingAsSent(event)
  if (Object.keys(caller).length === 0) return sent
  return { ...sent, data: { ...sent.data, ...caller, customerFrom: event.data.contact } }
}
