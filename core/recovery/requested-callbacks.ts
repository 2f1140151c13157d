import type { EventOfType } from '../event.ts'
import type { Missed } from './missed.ts'

/** A callback as it was asked for. */
export interface RequestedCallback {
  customer: string | null
  contact: string | null
  at: number
}

export interface RequestedDump {
  customers: [string, number][]
  contacts: [string, number][]
}

/** For whom callbacks were asked for, and when last: they are owed as such, and not as missed contacts too. */
export interface RequestedCallbacks {
  apply(event: EventOfType<'callback.requested'>): RequestedCallback
  standFor(miss: Missed): boolean
  forgetBefore(at: number): void
  dump(): RequestedDump
  load(dump: RequestedDump): void
}

export function createRequestedCallbacks(): RequestedCallbacks {
  const customers = new Map<string, number>()
  const contacts = new Map<string, number>()
  let forgotten = 0
  const note = (map: Map<string, number>, key: string, at: number) =>
    map.set(key, Math.max(map.get(key) ?? at, at))

  return {
    apply({ data, time }) {
      const wanted = { customer: data.customer ?? null, contact: data.contact ?? null, at: time }
      if (wanted.customer !== null) note(customers, wanted.customer, time)
      if (wanted.contact !== null) note(contacts, wanted.contact, time)
      return wanted
    },
    standFor(miss) {
      if (contacts.has(miss.id)) return true
      return miss.customer !== null && (customers.get(miss.customer) ?? Number.NEGATIVE_INFINITY) >= miss.at
    },
    forgetBefore(at) {
      // Looked at once an hour: what stands too long does no harm, because missed ones end by themselves.
      if (at < forgotten + 3_600_000) return
      forgotten = at
      for (const map of [customers, contacts]) for (const [key, time] of map) if (time < at) map.delete(key)
    },
    dump: () => ({ customers: [...customers], contacts: [...contacts] }),
    load(dump) {
      for (const [key, at] of dump.customers) note(customers, key, at)
      for (const [key, at] of dump.contacts) note(contacts, key, at)
    },
  }
}
