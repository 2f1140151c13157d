import type { EventOfType } from '../event/event.ts'
import type { Missed } from './missed.ts'

/** A callback as it was asked for, at an instant (ms). */
export interface RequestedCallback {
  readonly id: string
  readonly customer: string | null
  readonly contact: string | null
  readonly at: number
}

export type RequestedDump = readonly RequestedCallback[]

/** For whom callbacks were asked for: they are owed as such, and not as missed contacts too. */
export interface RequestedCallbacks {
  apply(event: EventOfType<'callback.requested'>): RequestedCallback
  /** How a callback was asked for: once, or in several words. */
  of(id: string): RequestedCallback[]
  standFor(miss: Missed): boolean
  forgetBefore(at: number): void
  dump(): RequestedDump
  load(dump: RequestedDump): void
}

const keyOf = ({ id, customer, contact }: RequestedCallback) => `${id}\n${customer}\n${contact}`

/** `stands`: whether a callback is still asked for; it may have been taken back. */
export function createRequestedCallbacks(stands: (id: string) => boolean): RequestedCallbacks {
  /** Of several words of one callback each counts: which of them stands is not known here. */
  const all = new Map<string, RequestedCallback>()
  const byId = new Map<string, Set<string>>()
  const byCustomer = new Map<string, Set<string>>()
  const byContact = new Map<string, Set<string>>()
  let forgotten = 0

  function index(map: Map<string, Set<string>>, by: string | null, key: string): void {
    if (by !== null) map.set(by, (map.get(by) ?? new Set()).add(key))
  }

  function unindex(map: Map<string, Set<string>>, by: string | null, key: string): void {
    if (by === null) return
    map.get(by)?.delete(key)
    if (map.get(by)?.size === 0) map.delete(by)
  }

  function remove(key: string, one: RequestedCallback): void {
    all.delete(key)
    unindex(byId, one.id, key)
    unindex(byCustomer, one.customer, key)
    unindex(byContact, one.contact, key)
  }

  function put(one: RequestedCallback): void {
    const key = keyOf(one)
    const before = all.get(key)
    all.set(key, before === undefined || one.at > before.at ? one : before)
    index(byId, one.id, key)
    index(byCustomer, one.customer, key)
    index(byContact, one.contact, key)
  }

  const some = (keys: Iterable<string> | undefined, is: (one: RequestedCallback) => boolean) =>
    [...(keys ?? [])].some((key) => {
      const one = all.get(key)
      return one !== undefined && is(one) && stands(one.id)
    })

  return {
    apply({ subject, data, time }) {
      const wanted = {
        id: subject,
        customer: data.customer ?? null,
        contact: data.contact ?? null,
        at: time,
      }
      put(wanted)
      return wanted
    },
    of: (id) => [...(byId.get(id) ?? [])].flatMap((key) => all.get(key) ?? []),
    standFor(miss) {
      if (some(byContact.get(miss.id), () => true)) return true
      return miss.customer !== null && some(byCustomer.get(miss.customer), ({ at }) => at >= miss.at)
    },
    forgetBefore(at) {
      // Looked at once an hour: what stands too long does no harm, because missed ones end by themselves.
      if (at < forgotten + 3_600_000) return
      forgotten = at
      for (const [key, one] of [...all]) if (one.at < at) remove(key, one)
    },
    dump: () => [...all.values()],
    load(dump) {
      for (const one of dump) put(one)
    },
  }
}
