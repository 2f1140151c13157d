import { present } from '../collections/present.ts'
import { type Contact, lastOf } from '../contacts/contact.ts'
import type { AppliedEvent } from '../contacts/contact-projection.ts'
import type { EventOfKind, FloorEvent } from '../event/event.ts'
import { instantText, type RecoveryRow } from '../rows/row.ts'
import { createInstants } from '../time/instants.ts'
import { RETENTION_MS } from '../time/retention.ts'
import { dialledAt, isReachedBy, type Missed, missedOf } from './missed.ts'
import {
  createRequestedCallbacks,
  type RequestedCallback,
  type RequestedDump,
} from './requested-callbacks.ts'

/** A contact that began so long before may still be under way when another one is missed. */
const UNDER_WAY_MS = 4 * 3_600_000

export interface RecoveryContext {
  now(): number
  /** Something is to be looked at at this instant, ms. */
  wake(at: number): void
  /** A contact of the last 48 hours, also a finished one; one that was over before `since` (ms) may be left out. */
  contact(id: string, since?: number): Contact | null
  contactEvents(id: string): readonly FloorEvent[]
  /** The contacts of a customer that were queued or dialled at or after an instant. */
  contactsSince(customer: string, at: number): readonly string[]
  /** Within how many ms a caller who hangs up is a short abandon. */
  shortMs(queue: string, at: number): number
  /** Whether a callback is asked for; it may have been taken back. */
  isRequested(callback: string): boolean
  changed(id: string): void
}

export interface RecoveryDump {
  missed: Missed[]
  callbacks: RequestedDump
}

/**
 * Who gave up waiting, or left a message, and has been neither reached since nor come back.
 * A callback that was asked for afterwards stands in its place. A function of the set of events: of each that is
 * settled one contact is kept that settles it, and looked at again when that one changes.
 */
export interface RecoveryProjection {
  /** Something changed of a contact, wherever in its order. */
  contactChanged(id: string): void
  /** A contact has heard one more event, which comes last in its order. */
  wentOn(heard: AppliedEvent): void
  applyCallback(event: EventOfKind<'callback'>): void
  /** What was said of a callback was taken back. */
  callbackChanged(id: string): void
  row(id: string): RecoveryRow | null
  ids(): Iterable<string>
  nextInstant(): number | null
  advance(now: number): void
  dump(): RecoveryDump
  load(dump: RecoveryDump): void
}

export function createRecoveryProjection(context: RecoveryContext): RecoveryProjection {
  const missed = new Map<string, Missed>()
  const ofCustomer = new Map<string, Set<string>>()
  /** Which missed ones hang on a contact: it settles them, or is an attempt. */
  const hanging = new Map<string, Set<string>>()
  const ending = createInstants<string>(context.wake)
  const callbacks = createRequestedCallbacks(context.isRequested)

  const onesOf = (miss: Missed) => [...(miss.by === null ? [] : [miss.by]), ...Object.keys(miss.attempts)]

  function put(miss: Missed): void {
    missed.set(miss.id, miss)
    ending.set(miss.id, miss.at + RETENTION_MS)
    if (miss.customer !== null) addTo(ofCustomer, miss.customer, miss.id)
    for (const one of onesOf(miss)) addTo(hanging, one, miss.id)
    context.changed(miss.id)
  }

  function take(id: string): void {
    const miss = missed.get(id)
    if (miss === undefined) return
    missed.delete(id)
    ending.set(id, null)
    if (miss.customer !== null) removeFrom(ofCustomer, miss.customer, id)
    for (const one of onesOf(miss)) removeFrom(hanging, one, id)
    context.changed(id)
  }

  /** What a contact of the customer makes of a missed one; the same object where that is nothing. */
  function withContact(miss: Missed, other: Contact): Missed {
    if (other.id === miss.id) return miss
    if (isReachedBy(miss, other)) return { ...miss, by: other.id, attempts: {} }
    const tried = dialledAt(context.contactEvents(other.id))
    if (tried === null || tried <= miss.at || other.customer !== miss.customer) return miss
    if (miss.attempts[other.id] === tried) return miss
    return { ...miss, attempts: { ...miss.attempts, [other.id]: tried } }
  }

  function contactsAfter({ customer, at }: Pick<Missed, 'customer' | 'at'>): readonly string[] {
    return customer === null ? [] : context.contactsSince(customer, at - UNDER_WAY_MS)
  }

  /** What became of a missed one, by all that came after it. */
  function lookBack(alone: Omit<Missed, 'by' | 'attempts'>): Missed {
    let miss: Missed = { ...alone, by: null, attempts: {} }
    for (const id of contactsAfter(alone)) {
      const other = context.contact(id, miss.at)
      if (other !== null) miss = withContact(miss, other)
      if (miss.by !== null) return miss
    }
    return miss
  }

  /** One contact of the customer changed. No other one settles what nobody settled, so only this one is looked at. */
  function compare(miss: Missed, contact: Contact): void {
    if (!contactsAfter(miss).includes(contact.id)) return
    const next = withContact(miss, contact)
    if (next === miss) return
    take(miss.id)
    put(next)
  }

  /** Whether a missed one is settled by a contact as it was before. */
  function isStillBy(id: string, contact: Contact | null): boolean {
    const miss = missed.get(id)
    return miss !== undefined && contact !== null && miss.by === contact.id && isReachedBy(miss, contact)
  }

  function lookAgain(id: string): void {
    const miss = missed.get(id)
    if (miss === undefined) return
    take(id)
    put(lookBack(miss))
  }

  function ownMiss(id: string, contact: Contact | null): void {
    const miss = contact === null ? null : missedOf(contact, context.shortMs)
    if (miss === null || miss.at <= context.now() - RETENTION_MS) {
      take(id)
      return
    }
    const before = missed.get(id)
    if (before !== undefined && sameMiss(before, miss)) return
    take(id)
    put(lookBack(miss))
  }

  function contactChanged(id: string): void {
    const contact = context.contact(id)
    ownMiss(id, contact)
    for (const other of [...(hanging.get(id) ?? [])]) if (!isStillBy(other, contact)) lookAgain(other)
    if (contact?.customer == null) return
    for (const other of [...(ofCustomer.get(contact.customer) ?? [])]) {
      const miss = missed.get(other)
      if (miss !== undefined && other !== id && miss.by === null) compare(miss, contact)
    }
  }

  /**
   * Whether the contact may be one that was missed, or one of a customer who was: whatever hangs on a contact is of
   * its customer, because a contact whose customer may have become another one is looked at in full.
   */
  function isKnown({ id, customer }: Contact): boolean {
    return customer === null ? missed.has(id) : ofCustomer.has(customer)
  }

  /** Whether the last event of a contact, by what it says, can change anything here. One look-up at the most. */
  function mayMatter({ contact, events }: AppliedEvent): boolean {
    const event = present(lastOf(events), 'the event just heard')
    switch (event.type) {
      case 'contact.queued':
      case 'contact.dialled':
        return events.length > 1 || isKnown(contact)
      case 'contact.answered':
        return isKnown(contact)
      case 'contact.ended':
        return lastOf(contact.entries)?.endedAt === event.time
      case 'contact.abandoned':
      case 'contact.left':
      case 'contact.offered':
      case 'contact.declined':
      case 'contact.message':
      case 'contact.held':
      case 'contact.resumed':
      case 'contact.transferred':
      case 'contact.wrapped':
      case 'contact.rated':
        return true
      case 'contact.flagged':
        return event.data.kind === 'heard'
      default:
        return event satisfies never
    }
  }

  /** Whoever was missed may be owed as a callback from now on, or no longer. */
  function changedFor({ contact, customer }: RequestedCallback): void {
    if (contact !== null) context.changed(contact)
    if (customer !== null) for (const id of ofCustomer.get(customer) ?? []) context.changed(id)
  }

  return {
    contactChanged,
    wentOn(heard) {
      if (mayMatter(heard)) contactChanged(heard.contact.id)
    },
    applyCallback(event) {
      if (event.type !== 'callback.requested') return
      changedFor(callbacks.apply(event))
    },
    callbackChanged(id) {
      for (const wanted of callbacks.of(id)) changedFor(wanted)
    },
    row(id) {
      const miss = missed.get(id)
      return miss === undefined || miss.by !== null || callbacks.standFor(miss) ? null : rowOf(miss)
    },
    ids: () => missed.keys(),
    nextInstant: () => ending.next(),
    advance(now) {
      for (let due = ending.take(now); due !== null; due = ending.take(now)) take(due.key)
      callbacks.forgetBefore(now - RETENTION_MS)
    },
    dump: () => ({ missed: [...missed.values()], callbacks: callbacks.dump() }),
    load(dump) {
      for (const miss of dump.missed) put(miss)
      callbacks.load(dump.callbacks)
    },
  }
}

function rowOf({ by: _by, at, attempts, ...miss }: Missed): RecoveryRow {
  const tried = Object.values(attempts)
  return {
    ...miss,
    missedAt: instantText(at),
    attempts: tried.length,
    triedAt: tried.length === 0 ? null : instantText(Math.max(...tried)),
  }
}

const fields = ['how', 'at', 'queue', 'channel', 'customer', 'phone', 'name'] as const
const sameMiss = (a: Missed, b: Omit<Missed, 'by' | 'attempts'>) =>
  fields.every((field) => a[field] === b[field])

function addTo(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key)
  if (ids === undefined) map.set(key, new Set([id]))
  else ids.add(id)
}

function removeFrom(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key)
  ids?.delete(id)
  if (ids?.size === 0) map.delete(key)
}
