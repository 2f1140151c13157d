import { type Contact, waitingEntry } from '../contacts/contact.ts'
import type { FloorEvent } from '../event/event.ts'

/** A caller whom nobody answered, with all that is needed to reach them; instants in ms since 1970. */
export interface Missed {
  /** Of the contact. */
  readonly id: string
  readonly how: 'abandoned' | 'voicemail'
  readonly at: number
  readonly queue: string
  readonly channel: string
  readonly customer: string | null
  readonly phone: string
  readonly name: string | null
  /** The contact by which the customer came back or was reached, if there is one. */
  readonly by: string | null
  /** Our calls since that nobody took, with when they were made. */
  readonly attempts: Readonly<Record<string, number>>
}

/** How a wait ended that leaves somebody to be called, or null. A short abandon leaves nobody. */
function howMissed(contact: Contact, shortMs: (queue: string, at: number) => number): Missed['how'] | null {
  const last = contact.entries.at(-1)
  if (last === undefined || waitingEntry(contact) !== null) return null
  if (last.outcome === 'left')
    return last.reason === 'voicemail' && !contact.messageHeard ? 'voicemail' : null
  if (last.outcome !== 'abandoned') return null
  return (last.waitMs ?? 0) < shortMs(last.queue, last.enteredAt) ? null : 'abandoned'
}

/** What a contact left to be recovered: it gave up waiting or left a message, and said its number; else null. */
export function missedOf(
  contact: Contact,
  shortMs: (queue: string, at: number) => number,
): Omit<Missed, 'by' | 'attempts'> | null {
  const last = contact.entries.at(-1)
  const how = howMissed(contact, shortMs)
  if (last === undefined || how === null || contact.phone === null || last.endedAt === null) return null
  const { endedAt } = last
  if (contact.legs.some(({ from }) => from > endedAt)) return null
  const { id, channel, customer, phone, name } = contact
  return { id, how, at: endedAt, queue: last.queue, channel, customer, phone, name }
}

/** Whether a contact shows that a customer who was missed has come back, or was reached. */
export function isReachedBy(miss: Pick<Missed, 'id' | 'at' | 'customer'>, other: Contact): boolean {
  if (miss.customer === null || other.customer !== miss.customer) return false
  if (other.legs.some((leg) => leg.from > miss.at)) return true
  const came = other.entries.at(-1)?.enteredAt
  // Of two that were missed at one instant, the greater id is the later one.
  return came !== undefined && (came > miss.at || (came === miss.at && other.id > miss.id))
}

/** When we called the customer of a contact out for the first time, or null. */
export function dialledAt(events: readonly FloorEvent[]): number | null {
  return (
    events.find((event) => event.type === 'contact.dialled' && event.data.by !== 'customer')?.time ?? null
  )
}
