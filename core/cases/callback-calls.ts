import type { FloorEvent } from '../event/event.ts'
import {
  attemptsFromCalls,
  type CallAttempt,
  isFromCall,
  type OutgoingCall,
  outgoingCallOf,
} from './callback-attempts.ts'
import type { Entity } from './case-aggregate.ts'
import type { CaseAggregates } from './case-aggregates.ts'
import type { Registry } from './registry.ts'
import { ownOf, type Parties } from './rule-parties.ts'
import { sameEvent } from './same-event.ts'

export interface CallbackCallsContext {
  readonly registry: Pick<Registry, 'get'>
  /** A callback as it is held, also where it lies still: looking wakes nobody. */
  peek(id: string): Pick<Entity, 'own'> | null
  readonly aggregates: Pick<CaseAggregates, 'insert' | 'remove'>
  readonly parties: Pick<Parties, 'changed' | 'listens'>
  contactEvents(id: string): readonly FloorEvent[]
  holdsContact(id: string): boolean
  contactChanged(id: string): void
  /** The contacts of a customer that were queued or dialled at or after an instant. */
  contactsSince(customer: string, at: number): readonly string[]
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
  /** A callback is no longer held. */
  forget(id: string): void
  dump(): CallbackCallsDump
  load(dump: CallbackCallsDump): void
}

/** What decides how a call went. */
const DECIDES: ReadonlySet<string> = new Set([
  'contact.answered',
  'contact.ended',
  'contact.abandoned',
  'contact.left',
])
/** So often it is looked for calls that are no longer held (receipt time). */
const FORGET_EVERY_MS = 60 * 60_000

const NONE: ReadonlySet<string> = new Set()

/** Attempts that others do not say alike; each call has one, which is named by it. */
function withoutThose(events: readonly CallAttempt[], others: readonly CallAttempt[]): CallAttempt[] {
  const byId = new Map(others.map((other) => [other.id, other]))
  return events.filter((event) => {
    const other = byId.get(event.id)
    return other === undefined || !sameEvent(event, other)
  })
}

export function createCallbackCalls(context: CallbackCallsContext): CallbackCalls {
  const { registry, aggregates, parties } = context
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

  function candidates(id: string, since: number): string[] {
    const customer = customersOf.get(id)
    const contacts = customer === undefined ? [] : context.contactsSince(customer, since)
    return [...new Set([...contacts, ...(callsOf.get(id) ?? [])])]
  }

  /** Calls of ours that are held: attempts at a callback, or once taken for such. */
  function callsSince(id: string, at: number): OutgoingCall[] {
    return candidates(id, at).flatMap(
      (contact) => outgoingCallOf(contact, context.contactEvents(contact)) ?? [],
    )
  }

  const isTo = ({ contact }: OutgoingCall, customer: string | undefined) =>
    customer !== undefined &&
    context.contactEvents(contact).some(({ data }) => 'customer' in data && data.customer === customer)

  function derive(entity: Entity, at: number): void {
    const own = entity.own.filter((event) => !isFromCall(event))
    const requested = own.find(({ type }) => type === 'callback.requested')
    forget(entity.id)
    const customer = requested?.type === 'callback.requested' ? requested.data.customer : undefined
    if (customer !== undefined) noteCustomer(entity.id, customer)
    const calls = requested === undefined ? [] : callsSince(entity.id, requested.time)
    for (const { contact } of calls) noteCall(contact, entity.id)
    const known = new Set(calls.map(({ contact }) => contact))
    // Whom it is for may have become another one since.
    const its = calls.filter((call) => call.callback === entity.id || isTo(call, customer))
    const wanted = attemptsFromCalls(entity.id, own, its)
    // What is no longer held stays as it was; of what was never asked for there are no attempts.
    const isLookedAt = ({ data }: CallAttempt) => requested === undefined || known.has(data.contact ?? '')
    const there = entity.own.filter(isFromCall).filter(isLookedAt)
    const gone = withoutThose(there, wanted)
    const come = withoutThose(wanted, there)
    if (gone.length + come.length === 0) return
    if (parties.listens('callback.attempted')) parties.changed(ownOf(entity), at)
    for (const event of gone) aggregates.remove(entity, event)
    for (const event of come) aggregates.insert(entity, event)
    for (const { data } of [...gone, ...come])
      if (data.contact !== undefined) context.contactChanged(data.contact)
  }

  function callbackChanged(id: string, at: number): void {
    const entity = registry.get('callback', id)
    if (entity !== undefined) derive(entity, at)
  }

  /** A call of ours may be one to each customer that the contact was ever said to be. */
  function noteCallOf(contact: string): void {
    const events = context.contactEvents(contact)
    if (!events.some(({ type }) => type === 'contact.dialled')) return
    for (const { type, data } of events) {
      if (type !== 'contact.dialled' && type !== 'contact.queued') continue
      if (type === 'contact.dialled' && data.callback !== undefined) noteCall(contact, data.callback)
      for (const id of byCustomer.get(data.customer ?? '') ?? NONE) noteCall(contact, id)
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
      for (const id of byCall.get(subject) ?? NONE) callbackChanged(id, at)
    },
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
