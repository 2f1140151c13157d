import type { FloorEvent } from '../../event/event.ts'

/** A contact of a customer with its latest `contact.queued`, ms since 1970, and their other ones. */
interface Visit {
  readonly id: string
  queuedAt: number
  next: Visit | null
}

/** Who came when: the contacts of each customer, for links that a late event changes. */
export interface CustomerIndex {
  note(customer: string, contact: string, queuedAt: number): void
  /** The contacts that were queued at or after an instant; with `most` no more than one above it, found without a look at the rest. */
  since(customer: string, at: number, most?: number): string[]
  /** The same by the instant at which they were queued last, the earliest first, with that instant. */
  visitsSince(customer: string, at: number): Readonly<Pick<Visit, 'id' | 'queuedAt'>>[]
  /** Whether another contact than this one was queued at or after an instant. */
  hasOther(customer: string, at: number, contact: string | null): boolean
  /** Forgets contacts last queued before an instant. */
  forgetBefore(at: number): void
  /** Each customer with their contacts by turns: id, when it was queued. */
  dump(): Iterable<CustomerDump>
  load(dump: CustomerDump): void
  readonly size: number
}

export type CustomerDump = readonly [customer: string, ...visits: (string | number)[]]

export function createCustomerIndex(): CustomerIndex {
  // Customers have few contacts each and there are very many: a chain costs a third of a list that may grow.
  const first = new Map<string, Visit>()

  function put(customer: string, id: string, queuedAt: number): void {
    first.set(customer, { id, queuedAt, next: first.get(customer) ?? null })
  }

  /** The chain without what lies before an instant. */
  function after(visit: Visit | null, at: number): Visit | null {
    let kept: Visit | null = null
    for (let each = visit; each !== null; ) {
      const { next } = each
      if (each.queuedAt >= at) {
        each.next = kept
        kept = each
      }
      each = next
    }
    return kept
  }

  return {
    note(customer, id, queuedAt) {
      let visit = first.get(customer) ?? null
      while (visit !== null && visit.id !== id) visit = visit.next
      if (visit === null) put(customer, id, queuedAt)
      else visit.queuedAt = Math.max(visit.queuedAt, queuedAt)
    },
    since(customer, at, most = Infinity) {
      const ids: string[] = []
      for (let visit = first.get(customer) ?? null; visit !== null && ids.length <= most; visit = visit.next)
        if (visit.queuedAt >= at) ids.push(visit.id)
      return ids.reverse()
    },
    visitsSince(customer, at) {
      const visits: Visit[] = []
      for (let visit = first.get(customer) ?? null; visit !== null; visit = visit.next)
        if (visit.queuedAt >= at) visits.push(visit)
      return visits.sort((a, b) => a.queuedAt - b.queuedAt)
    },
    hasOther(customer, at, contact) {
      for (let visit = first.get(customer) ?? null; visit !== null; visit = visit.next)
        if (visit.queuedAt >= at && visit.id !== contact) return true
      return false
    },
    forgetBefore(at) {
      for (const [customer, visit] of first) {
        const kept = after(after(visit, at), at)
        if (kept === null) first.delete(customer)
        else first.set(customer, kept)
      }
    },
    *dump() {
      for (const [customer, latest] of first) {
        const visits: (string | number)[] = []
        for (let visit: Visit | null = latest; visit !== null; visit = visit.next)
          visits.unshift(visit.id, visit.queuedAt)
        yield [customer, ...visits]
      }
    },
    load([customer, ...visits]) {
      for (let place = 0; place < visits.length; place += 2)
        put(customer, String(visits[place]), Number(visits[place + 1]))
    },
    get size() {
      return first.size
    },
  }
}

/** Notes when a contact came last, with each customer that it was ever said to be. */
export function noteCustomers(
  customers: Pick<CustomerIndex, 'note'>,
  subject: string,
  own: readonly FloorEvent[],
): readonly string[] {
  const its: string[] = []
  let last = 0
  for (const event of own) {
    if (event.type !== 'contact.queued' && event.type !== 'contact.dialled') continue
    const { customer } = event.data
    if (customer !== undefined && !its.includes(customer)) its.push(customer)
    last = event.time
  }
  for (const customer of its) customers.note(customer, subject, last)
  return its
}
