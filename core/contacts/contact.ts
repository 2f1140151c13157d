/** Why a contact left a queue unanswered (contract §3). */
export type LeftReason = string

/** One stay of a contact in one queue (metrics.md, "Entries, legs, contributions"). Instants in ms since 1970. */
export interface QueueEntry {
  readonly queue: string
  readonly enteredAt: number
  outcome: 'waiting' | 'answered' | 'abandoned' | 'left'
  reason: LeftReason | null
  endedAt: number | null
  /** The source's own wait where it gave one, else the difference; null while waiting. Milliseconds. */
  waitMs: number | null
}

/** One agent's part in a contact. `entry` is the index of the entry that it serves, -1 for none. */
export interface Leg {
  readonly agent: string
  readonly entry: number
  readonly from: number
  to: number | null
  heldMs: number
  heldSince: number | null
  /** Wrap-up after the leg in ms, told by the agent's timeline once it is over; null: not over or none. */
  wrapMs: number | null
}

/** An event about a contact that had ended, which changed nothing: whose, and when it happened (ms). */
export interface AfterEnd {
  readonly source: string
  readonly at: number
}

/** What a contact is after the events applied so far; instants in ms since 1970. */
export interface Contact {
  readonly id: string
  /** Known once it was queued or dialled; before that its events are only kept. */
  known: boolean
  direction: 'inbound' | 'outbound'
  channel: string
  customer: string | null
  phone: string | null
  name: string | null
  priority: string | number | null
  entries: QueueEntry[]
  legs: Leg[]
  /** Agents whose devices ring for it. */
  offers: string[]
  /** The agent who dials out and whom the customer has not answered yet. */
  dialling: string | null
  /** Handed on, nobody has it now: rings in no queue. */
  passedOn: boolean
  transfers: number
  /** Who listens by the PBX, as it names them. */
  listening: string[]
  /** The message that it left was listened to. */
  messageHeard: boolean
  callback: string | null
  /** The queue for which an agent dials out; no entry is made of it. */
  dialledFor: string | null
  ratedShare: number | null
  /** Since when nobody waits, talks or dials in it, ms. */
  ended: number | null
  /** It was said to have ended, and was not queued or dialled since: what comes then of a talk changes nothing. */
  isOver: boolean
  afterEnd: AfterEnd[]
}

export function newContact(id: string): Contact {
  return {
    id,
    known: false,
    direction: 'inbound',
    channel: 'voice',
    customer: null,
    phone: null,
    name: null,
    priority: null,
    entries: [],
    legs: [],
    offers: [],
    dialling: null,
    passedOn: false,
    transfers: 0,
    listening: [],
    messageHeard: false,
    callback: null,
    dialledFor: null,
    ratedShare: null,
    ended: null,
    isOver: false,
    afterEnd: [],
  }
}

/**
 * The last of a list, if there is one. An index of -1 is never asked for: it is looked up as a property's name, and
 * makes all look-ups at that place of the code slow from then on.
 */
export function lastOf<T>(list: readonly T[]): T | undefined {
  const { length } = list
  return length === 0 ? undefined : list[length - 1]
}

/** A list with one more. The first makes a list of one: pushed to an empty list, it would get room for seventeen. */
export function withOne<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item]
  list.push(item)
  return list
}

/** The entry that waits now, if one does. */
export function waitingEntry(contact: Contact): QueueEntry | null {
  const last = lastOf(contact.entries)
  return last !== undefined && last.outcome === 'waiting' ? last : null
}

/** The leg that runs now, if one does. */
export function openLeg(contact: Contact): Leg | null {
  const last = lastOf(contact.legs)
  return last !== undefined && last.to === null ? last : null
}

/** The entry that a leg serves, if it serves one. */
export function entryOfLeg(contact: Contact, leg: Leg): QueueEntry | undefined {
  return leg.entry < 0 ? undefined : contact.entries[leg.entry]
}

/** The queue that a leg serves, or null for an outbound or direct one. */
export function queueOfLeg(contact: Contact, leg: Leg): string | null {
  return entryOfLeg(contact, leg)?.queue ?? null
}
