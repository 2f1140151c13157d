import type { FloorEvent } from '../event/event.ts'
import { attemptsFromCalls, isFromCall, outgoingCallOf } from './callback-attempts.ts'
import type { Entity } from './case-aggregate.ts'
import type { CaseAggregates } from './case-aggregates.ts'
import type { Registry } from './registry.ts'
import { ownOf, type Parties } from './rule-parties.ts'
import { sameEvent } from './same-event.ts'

export interface CallbackCallsContext {
  readonly registry: Pick<Registry, 'get' | 'hot'>
  readonly aggregates: Pick<CaseAggregates, 'insert' | 'remove'>
  readonly parties: Pick<Parties, 'changed' | 'listens'>
  contactEvents(id: string): readonly FloorEvent[]
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

export function createCallbackCalls(context: CallbackCallsContext): CallbackCalls {
  const { registry, aggregates, parties } = context
  const byCustomer = new Map<string, Set<string>>()
  const customersOf = new Map<string, string>()
  /** Which callbacks a call is an attempt at, or may be. */
  const byCall = new Map<string, Set<string>>()
  let forgotten = 0

  function put(map: Map<string, Set<string>>, key: string, id: string): void {
    const ids = map.get(key)
    if (ids === undefined) map.set(key, new Set([id]))
    else ids.add(id)
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
    for (const contact of byCall.keys())
      if (context.contactEvents(contact).length === 0) byCall.delete(contact)
  }

  function candidates(id: string, since: number): string[] {
    const customer = customersOf.get(id)
    const contacts = customer === undefined ? [] : context.contactsSince(customer, since)
    const naming = [...byCall].flatMap(([contact, ids]) => (ids.has(id) ? [contact] : []))
    return [...new Set([...contacts, ...naming])]
  }

  function derive(entity: Entity, at: number): void {
    const own = entity.own.filter((event) => !isFromCall(event))
    const requested = own.find(({ type }) => type === 'callback.requested')
    if (requested?.type !== 'callback.requested') return
    forget(entity.id)
    const { customer } = requested.data
    if (customer !== undefined) noteCustomer(entity.id, customer)
    const calls = candidates(entity.id, requested.time).flatMap((contact) => {
      const call = outgoingCallOf(contact, context.contactEvents(contact))
      return call === null ? [] : [call]
    })
    for (const { contact } of calls) put(byCall, contact, entity.id)
    const known = new Set(calls.map(({ contact }) => contact))
    const wanted = attemptsFromCalls(entity.id, own, calls)
    // What is no longer held stays as it was.
    const there = entity.own.filter(isFromCall).filter(({ data }) => known.has(data.contact ?? ''))
    const gone = there.filter((event) => !wanted.some((other) => sameEvent(event, other)))
    const come = wanted.filter((event) => !there.some((other) => sameEvent(event, other)))
    if (gone.length + come.length === 0) return
    if (parties.listens('callback.attempted')) parties.changed(ownOf(entity), at)
    for (const event of gone) aggregates.remove(entity, event)
    for (const event of come) aggregates.insert(entity, event)
    for (const { data } of [...gone, ...come])
      if (data.contact !== undefined) context.contactChanged(data.contact)
  }

  function callbackChanged(id: string, at: number): void {
    const entity = registry.get('callback', id)
    if (entity?.known) derive(entity, at)
  }

  return {
    callbackChanged,
    applyContact(event, at) {
      const { type, subject } = event
      if (type === 'contact.dialled') {
        forgetCalls(at)
        const { callback, customer } = event.data
        if (callback !== undefined) put(byCall, subject, callback)
        for (const id of byCustomer.get(customer ?? '') ?? NONE) put(byCall, subject, id)
      } else if (!DECIDES.has(type)) return
      for (const id of byCall.get(subject) ?? NONE) callbackChanged(id, at)
    },
    ofCustomer: (customer) => byCustomer.get(customer) ?? NONE,
    ofCall(contact) {
      const ids = [...(byCall.get(contact) ?? NONE)].sort()
      const isAttempt = (id: string) =>
        registry.hot('callback', id)?.own.some((event) => isFromCall(event) && event.data.contact === contact)
      return ids.find(isAttempt) ?? null
    },
    forget,
    dump: () => ({
      customers: [...byCustomer].map(([customer, ids]) => [customer, [...ids]]),
      calls: [...byCall].map(([contact, ids]) => [contact, [...ids]]),
    }),
    load({ customers, calls }) {
      for (const [customer, ids] of customers) for (const id of ids) noteCustomer(id, customer)
      for (const [contact, ids] of calls) for (const id of ids) put(byCall, contact, id)
    },
  }
}
