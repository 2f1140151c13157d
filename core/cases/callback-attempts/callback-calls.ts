import type { FloorEvent } from '../../event/event.ts'
import { sameEvent } from '../../event/same-event.ts'
import type { Limits } from '../../site/limits.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import { ownOf, type PersonSubjects } from '../persons/person-subjects.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import {
  attemptsFromCalls,
  type CallAttempt,
  isFromCall,
  type OutgoingCall,
  outgoingCallOf,
} from './callback-attempts.ts'

/** How much one customer may be before it is taken for a slip of a feed (`limits` of the site file). */
export type CallbackLimits = Pick<Limits, 'callbacksPerCustomer' | 'callsPerCallback'>

/** What the customer who has most of each has: the counts that those limits bound. */
export interface CallbackCrowd {
  readonly callbacks: number
  readonly calls: number
}

export interface CallbackCallsContext {
  /** Those in force. */
  limits(): CallbackLimits
  readonly registry: Pick<Registry, 'get'>
  /** A callback as it is held, also where it lies still: looking wakes nobody. */
  peek(id: string): Pick<Entity, 'own'> | null
  readonly aggregates: Pick<CaseAggregates, 'insert' | 'remove'>
  readonly persons: Pick<PersonSubjects, 'changed' | 'listens'>
  contactEvents(id: string): readonly FloorEvent[]
  holdsContact(id: string): boolean
  contactChanged(id: string): void
  /** The contacts of a customer that were queued or dialled at or after an instant; one more than `most` where there are more. */
  contactsSince(customer: string, at: number, most: number): readonly string[]
}

/** Callbacks by customer, and contacts by the callback that they name. */
export interface CallbackCallsDump {
  readonly customers: readonly (readonly [customer: string, callbacks: string[]])[]
  readonly calls: readonly (readonly [contact: string, callbacks: string[]])[]
}

/**
 * Attempts at callbacks that follow from calls (`callback-attempts.ts`): a function of the set of events, made anew for
 * each callback of whose own events, or of whose customer's calls, something was heard.
 */
export interface CallbackCalls {
  /** Something was heard of a callback; `at` is its receipt. */
  callbackChanged(id: string, at: number): void
  applyContact(event: FloorEvent, at: number): void
  /** The callbacks that a customer asked for, as long as they are held. */
  ofCustomer(customer: string): Iterable<string>
  /** The callback that a call is an attempt at, also where it ended with that call. */
  ofCall(contact: string): string | null
  /** Other limits came into force: whose customer is too many callbacks or calls now, or is no longer, is looked at anew. */
  limitsChanged(before: CallbackLimits, at: number): void
  crowd(): CallbackCrowd
  /** A callback is no longer held. */
  forget(id: string): void
  dump(): CallbackCallsDump
  load(dump: CallbackCallsDump): void
}

/** A call of ours, and all whom it was ever said to be to. */
interface ReadCall {
  readonly call: OutgoingCall
  readonly customers: ReadonlySet<string>
}
type CallReader = (contact: string) => ReadCall | null

/** What decides how a call went. */
const DECIDES: ReadonlySet<string> = new Set([
  'contact.answered',
  'contact.ended',
  'contact.abandoned',
  'contact.left',
])
/** Calls that were heard of before the callback are looked for among so many times as many contacts of its customer. */
const CONTACTS_A_CALL = 5
/** So often it is looked for calls that are no longer held (receipt time). */
const FORGET_EVERY_MS = 60 * 60_000

const NONE: ReadonlySet<string> = new Set()

function most(map: ReadonlyMap<string, ReadonlySet<string>>): number {
  let found = 0
  for (const { size } of map.values()) found = Math.max(found, size)
  return found
}

/** Attempts that others do not say alike; each call has one, which is named by it. */
function withoutThose(events: readonly CallAttempt[], others: readonly CallAttempt[]): CallAttempt[] {
  const byId = new Map(others.map((other) => [other.id, other]))
  return events.filter((event) => {
    const other = byId.get(event.id)
    return other === undefined || !sameEvent(event, other)
  })
}

export function createCallbackCalls(context: CallbackCallsContext): CallbackCalls {
  const { registry, aggregates, persons } = context
  const byCustomer = new Map<string, Set<string>>()
  const customersOf = new Map<string, string>()
  /** Which callbacks a call is an attempt at, or may be; and the other way round. */
  const byCall = new Map<string, Set<string>>()
  const callsOf = new Map<string, Set<string>>()
  let forgotten = 0

  function put(map: Map<string, Set<string>>, key: string, id: string): void {
    const ids = map.get(key)
    if (ids === undefined) map.set(key, new Set([id]))
    else ids.add(id)
  }

  function noteCall(contact: string, id: string): void {
    put(byCall, contact, id)
    put(callsOf, id, contact)
  }

  function noteCustomer(id: string, customer: string): void {
    customersOf.set(id, customer)
    put(byCustomer, customer, id)
  }

  function forget(id: string): void {
    const customer = customersOf.get(id)
    customersOf.delete(id)
    const ids = customer === undefined ? undefined : byCustomer.get(customer)
    ids?.delete(id)
    if (customer !== undefined && ids?.size === 0) byCustomer.delete(customer)
  }

  /** Calls whose contact nobody holds any more decide nothing more. */
  function forgetCalls(at: number): void {
    if (at < forgotten + FORGET_EVERY_MS) return
    forgotten = at
    for (const [contact, ids] of byCall)
      if (!context.holdsContact(contact)) {
        byCall.delete(contact)
        for (const id of ids) {
          callsOf.get(id)?.delete(contact)
          if (callsOf.get(id)?.size === 0) callsOf.delete(id)
        }
      }
  }

  const isSlip = (customer: string): boolean =>
    (byCustomer.get(customer)?.size ?? 0) > context.limits().callbacksPerCustomer

  /** Reads each call once, however many callbacks it may be an attempt at. */
  function callReader(): CallReader {
    const read = new Map<string, ReadCall | null>()
    return (contact) => {
      const before = read.get(contact)
      if (before !== undefined) return before
      const events = context.contactEvents(contact)
      const call = outgoingCallOf(contact, events)
      const customers = new Set(
        events.flatMap(({ data }) => ('customer' in data ? (data.customer ?? []) : [])),
      )
      const found = call === null ? null : { call, customers }
      read.set(contact, found)
      return found
    }
  }

  /** Calls of a customer that were heard of before the callback was; those that come are noted as they come. */
  function noteCallsBefore(id: string, since: number, read: CallReader): void {
    const customer = customersOf.get(id)
    if (customer === undefined || isSlip(customer)) return
    const atMost = CONTACTS_A_CALL * context.limits().callsPerCallback
    const contacts = context.contactsSince(customer, since, atMost)
    if (contacts.length > atMost) return
    for (const contact of contacts) if (read(contact) !== null) noteCall(contact, id)
  }

  /** The calls that are held of those that are attempts at a callback, or were once taken for such. */
  function callsTo(id: string, read: CallReader): { known: Set<string>; its: OutgoingCall[] } {
    const customer = customersOf.get(id)
    const held = [...(callsOf.get(id) ?? NONE)].flatMap((contact) => read(contact) ?? [])
    const isTo = ({ customers }: ReadCall) => customer !== undefined && customers.has(customer)
    const isMany =
      customer === undefined ||
      isSlip(customer) ||
      held.filter(isTo).length > context.limits().callsPerCallback
    // Whom it is for may have become another one since.
    const its = held.filter((each) => each.call.callback === id || (!isMany && isTo(each)))
    return {
      known: new Set(held.map(({ call }) => call.contact)),
      its: its.map(({ call }) => call),
    }
  }

  /** Notes whose callback it is. Where a customer has become too many callbacks, or few enough again, those follow. */
  function noteWhose(id: string, customer: string | undefined, at: number): void {
    const before = customersOf.get(id)
    if (before === customer) return
    forget(id)
    if (customer !== undefined) noteCustomer(id, customer)
    const limit = context.limits().callbacksPerCustomer
    const turned = [
      ...(before !== undefined && byCustomer.get(before)?.size === limit ? [before] : []),
      ...(customer !== undefined && byCustomer.get(customer)?.size === limit + 1 ? [customer] : []),
    ]
    for (const each of turned)
      for (const other of [...(byCustomer.get(each) ?? NONE)]) if (other !== id) callbackChanged(other, at)
  }

  /** `isAnew`: something was heard of the callback itself, so that calls of before may be its. */
  function derive(entity: Entity, at: number, read: CallReader, isAnew: boolean): void {
    const own = entity.own.filter((event) => !isFromCall(event))
    const requested = own.find(({ type }) => type === 'callback.requested')
    if (requested?.type === 'callback.requested') {
      noteWhose(entity.id, requested.data.customer, at)
      if (isAnew) noteCallsBefore(entity.id, requested.time, read)
    } else noteWhose(entity.id, undefined, at)
    const { known, its } = callsTo(entity.id, read)
    const wanted = attemptsFromCalls(entity.id, own, its)
    // What is no longer held stays as it was; of what was never asked for there are no attempts.
    const isLookedAt = ({ data }: CallAttempt) => requested === undefined || known.has(data.contact ?? '')
    const there = entity.own.filter(isFromCall).filter(isLookedAt)
    const gone = withoutThose(there, wanted)
    const come = withoutThose(wanted, there)
    if (gone.length + come.length === 0) return
    if (persons.listens('callback.attempted')) persons.changed(ownOf(entity), at)
    for (const event of gone) aggregates.remove(entity, event)
    for (const event of come) aggregates.insert(entity, event)
    for (const { data } of [...gone, ...come])
      if (data.contact !== undefined) context.contactChanged(data.contact)
  }

  function callbackChanged(id: string, at: number): void {
    const entity = registry.get('callback', id)
    if (entity !== undefined) derive(entity, at, callReader(), true)
  }

  function callsChanged(ids: ReadonlySet<string>, at: number): void {
    const read = callReader()
    for (const id of [...ids]) {
      const entity = registry.get('callback', id)
      if (entity !== undefined) derive(entity, at, read, false)
    }
  }

  /** A call of ours may be one to each customer that the contact was ever said to be. */
  function noteCallOf(contact: string): void {
    const events = context.contactEvents(contact)
    if (!events.some(({ type }) => type === 'contact.dialled')) return
    for (const { type, data } of events) {
      if (type !== 'contact.dialled' && type !== 'contact.queued') continue
      if (type === 'contact.dialled' && data.callback !== undefined) noteCall(contact, data.callback)
      if (data.customer === undefined || isSlip(data.customer)) continue
      for (const id of byCustomer.get(data.customer) ?? NONE) noteCall(contact, id)
    }
  }

  return {
    callbackChanged,
    applyContact(event, at) {
      const { type, subject } = event
      if (type === 'contact.dialled' || type === 'contact.queued') {
        forgetCalls(at)
        noteCallOf(subject)
      } else if (!DECIDES.has(type)) return
      callsChanged(byCall.get(subject) ?? NONE, at)
    },
    limitsChanged(before, at) {
      const after = context.limits()
      const isBetween = (count: number, limit: 'callbacksPerCustomer' | 'callsPerCallback') =>
        before[limit] !== after[limit] && count >= Math.min(before[limit], after[limit])
      // Of all others nothing changes, and what is packed away stays there.
      for (const [id, customer] of [...customersOf])
        if (
          isBetween(byCustomer.get(customer)?.size ?? 0, 'callbacksPerCustomer') ||
          isBetween(callsOf.get(id)?.size ?? 0, 'callsPerCallback')
        )
          callbackChanged(id, at)
    },
    crowd: () => ({ callbacks: most(byCustomer), calls: most(callsOf) }),
    ofCustomer: (customer) => byCustomer.get(customer) ?? NONE,
    ofCall(contact) {
      const ids = [...(byCall.get(contact) ?? NONE)].sort()
      const isAttempt = (id: string) =>
        context.peek(id)?.own.some((event) => isFromCall(event) && event.data.contact === contact)
      return ids.find(isAttempt) ?? null
    },
    forget,
    dump: () => ({
      customers: [...byCustomer].map(([customer, ids]) => [customer, [...ids]]),
      calls: [...byCall].map(([contact, ids]) => [contact, [...ids]]),
    }),
    load({ customers, calls }) {
      for (const [customer, ids] of customers) for (const id of ids) noteCustomer(id, customer)
      for (const [contact, ids] of calls) for (const id of ids) noteCall(contact, id)
    },
  }
}
