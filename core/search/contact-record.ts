import { positionOfPast } from '../access/past-contact.ts'
import type { FloorEvent } from '../event/event.ts'
import { isOutcome, UNSAID } from '../outcomes/contact-outcomes.ts'

/** What is kept of a contact for good. Instants in ms since 1970. */
export interface ContactRecord {
  readonly id: string
  readonly at: number
  readonly endedAt: number | null
  readonly channel: string
  readonly direction: 'inbound' | 'outbound'
  /** The queue that it was in last. */
  readonly queue: string | null
  /** Who spoke with the customer last; null: nobody did. */
  readonly agent: string | null
  /** How it ended, as somebody said; null: nobody did. */
  readonly outcome: string | null
  readonly cause: string | null
  readonly answered: boolean
  readonly customer: string | null
  readonly phone: string | null
  readonly name: string | null
}

type Said = { -readonly [K in keyof ContactRecord]: ContactRecord[K] }

function take(record: Said, event: FloorEvent): void {
  if (event.type === 'contact.queued' || event.type === 'contact.dialled') {
    const { channel, customer, phone, name } = event.data
    record.channel = channel ?? record.channel
    record.customer = customer ?? record.customer
    record.phone = phone ?? record.phone
    record.name = name ?? record.name
    record.endedAt = null
  } else if (event.type === 'contact.answered') record.answered = true
  else if (event.type === 'contact.ended' || event.type === 'contact.abandoned') record.endedAt = event.time
  else if (event.type === 'contact.flagged') {
    if (event.data.kind === UNSAID) record.outcome = null
    else if (isOutcome(event.data.kind)) {
      record.outcome = event.data.kind
      record.cause = event.data.cause ?? record.cause
    }
  }
}

/** A call that we made, and not one by which somebody dialled an agent. */
const isOurs = (event: FloorEvent) => event.type === 'contact.dialled' && event.data.by !== 'customer'

/** What is kept of a contact, by all its events in order; null: it was neither queued nor dialled. */
export function contactRecord(id: string, events: readonly FloorEvent[]): ContactRecord | null {
  const first = events.find(({ type }) => type === 'contact.queued' || type === 'contact.dialled')
  if (first === undefined) return null
  const { queue, agent } = positionOfPast(events)
  const record: Said = {
    ...{ id, at: first.time, endedAt: null, channel: 'voice', queue, agent, outcome: null, cause: null },
    ...{ direction: isOurs(first) ? 'outbound' : 'inbound', answered: false },
    ...{ customer: null, phone: null, name: null },
  }
  for (const event of events) take(record, event)
  return record
}
