/** A contact of a customer with its latest `contact.queued`, ms since 1970. */
export interface QueuedContact {
  readonly id: string
  queuedAt: number
}

/** Who came when: the contacts of each customer, for links that a late event changes. */
export interface CustomerIndex {
  note(customer: string, contact: string, queuedAt: number): void
  /** The contacts that were queued at or after an instant. */
  since(customer: string, at: number): string[]
  /** Forgets contacts last queued before an instant. */
  forgetBefore(at: number): void
  dump(): Iterable<readonly [customer: string, id: string, queuedAt: number]>
  readonly size: number
}

export function createCustomerIndex(): CustomerIndex {
  // Nearly every customer has one contact: a list for each would be most of the memory.
  const contacts = new Map<string, QueuedContact | QueuedContact[]>()
  const listOf = (there: QueuedContact | QueuedContact[] | undefined) =>
    there === undefined ? [] : Array.isArray(there) ? there : [there]

  return {
    note(customer, id, queuedAt) {
      const there = contacts.get(customer)
      if (there === undefined) {
        contacts.set(customer, { id, queuedAt })
        return
      }
      const list = listOf(there)
      const known = list.find((contact) => contact.id === id)
      if (known !== undefined) known.queuedAt = Math.max(known.queuedAt, queuedAt)
      else if (Array.isArray(there)) there.push({ id, queuedAt })
      else contacts.set(customer, [there, { id, queuedAt }])
    },
    since(customer, at) {
      const there = contacts.get(customer)
      if (there === undefined) return []
      return listOf(there).flatMap(({ id, queuedAt }) => (queuedAt >= at ? [id] : []))
    },
    forgetBefore(at) {
      for (const [customer, there] of contacts) {
        const kept = listOf(there).filter(({ queuedAt }) => queuedAt >= at)
        if (kept.length === 0) contacts.delete(customer)
        else if (Array.isArray(there) && kept.length < there.length) contacts.set(customer, kept)
      }
    },
    *dump() {
      for (const [customer, there] of contacts)
        for (const { id, queuedAt } of listOf(there)) yield [customer, id, queuedAt]
    },
    get size() {
      return contacts.size
    },
  }
}
