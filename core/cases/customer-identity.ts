import type { FloorEvent } from '../event.ts'
import { makes } from './entity.ts'
import { textField } from './event-text.ts'

/** Who somebody is, as far as events say it. */
export type CustomerIdentity = Readonly<Partial<Record<'customer' | 'phone' | 'name', string>>>

const FIELDS = ['customer', 'phone', 'name'] as const
/** Where an opening keeps from which contact it has its customer. */
const FROM = 'customerFrom'

/** Who a contact's events in their order say that the customer is, each field as it was said last. */
export function identityOfContact(own: readonly FloorEvent[]): CustomerIdentity {
  const caller: Partial<Record<(typeof FIELDS)[number], string>> = {}
  for (const event of own) {
    if (!makes('contact', event.type)) continue
    for (const field of FIELDS) {
      const emitted = textField(event, field)
      if (emitted !== null) caller[field] = emitted
    }
  }
  return caller
}

/** Whether an event opens a case from a contact without saying who the customer is. */
export function takesIdentity(event: FloorEvent): boolean {
  if (event.type !== 'case.opened' || textField(event, 'contact') === null) return false
  return event.data[FROM] !== undefined || FIELDS.every((field) => event.data[field] === undefined)
}

/** An event as it was sent: without what it has from its contact. */
export function asSent(event: FloorEvent): FloorEvent {
  if (event.data[FROM] === undefined) return event
  const data: Record<string, unknown> = { ...event.data }
  for (const field of [...FIELDS, FROM]) delete data[field]
  return { ...event, data }
}

/** The opening of a case for whoever its contact is by now: it names them, and the contact that it knows it from. */
export function withIdentity(event: FloorEvent, caller: CustomerIdentity): FloorEvent {
  const sent = asSent(event)
  if (Object.keys(caller).length === 0) return sent
  return { ...sent, data: { ...sent.data, ...caller, [FROM]: sent.data.contact } }
}
