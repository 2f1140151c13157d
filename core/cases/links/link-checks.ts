import { itemAt, lookUp } from '../../collections/present.ts'
import { STEPS_AT_ONCE } from '../../time/long-folds.ts'
import { createWaiting, foldableFrom, isCheap, NEVER_FOLDED, type Paced } from '../../time/pace.ts'
import type { CustomerIndex } from './customer-index.ts'

export interface LinkChecksContext {
  readonly customers: Pick<CustomerIndex, 'visitsSince' | 'hasOther'>
  now(): number
  /** So many of a customer's contacts are looked at again at once, the others a short while later. */
  readonly stepsAtOnce?: number
  /** Looks again at what follows from a contact. */
  derive(contact: string): void
}

/** Contacts of which it is in doubt what follows from them: single ones, and all of a customer since some instant. */
export interface LinkChecks {
  add(contact: string): void
  /** What was in doubt of it is known: being derived. */
  delete(contact: string): void
  /** How the customer's cases stand from an instant (ms) on may have changed. */
  addSince(customer: string, at: number): void
  /** Works off what is in doubt, but for what costs much and was done a short while ago; `all`: that too. */
  settle(all: boolean): void
  /** Works off what is in doubt of one customer that waits; false: there is none. */
  settleSome(): boolean
  /** When (ms) what waits is to be done, or null. */
  next(): number | null
}

/** What is looked at just now. */
interface Pass {
  /** The customer whose contacts are looked at, in the order in which they were queued; null: a single contact. */
  readonly customer: string | null
  contact: string
  queuedAt: number
  /** Another one that was queued at that instant was looked at before. */
  isTied: boolean
}

/** Whether all who were queued at or after an instant are still to be looked at in a pass. */
function isAhead({ queuedAt, isTied }: Pass, at: number): boolean {
  return at > queuedAt || (at === queuedAt && !isTied)
}

export function createLinkChecks(context: LinkChecksContext): LinkChecks {
  const { customers, now, derive, stepsAtOnce = STEPS_AT_ONCE } = context
  const single = new Set<string>()
  /** Since when each customer's contacts are in doubt. */
  const since = new Map<string, number>()
  /** Of customers with very many contacts, which are looked at in pieces: when the first of the next piece was queued. */
  const goingOn = new Map<string, number>()
  /** Customers who had very many of them a short while ago. */
  const lately = new Map<string, Paced>()
  const pacedOf = (customer: string) => lately.get(customer) ?? NEVER_FOLDED
  const waiting = createWaiting<string>({ pacedOf, stepsOf: (customer) => pacedOf(customer).steps, now })
  let pass: Pass | null = null

  function look(contact: string): void {
    single.delete(contact)
    derive(contact)
  }

  function lookAtSingle(): void {
    for (const contact of single) {
      pass = { customer: null, contact, queuedAt: Number.NEGATIVE_INFINITY, isTied: false }
      look(contact)
    }
    pass = null
  }

  /** Where the contacts end that are looked at together; those of one instant are. */
  function endOfPiece(visits: readonly { readonly queuedAt: number }[]): number {
    let end = Math.min(stepsAtOnce, visits.length)
    while (end < visits.length && itemAt(visits, end).queuedAt === itemAt(visits, end - 1).queuedAt) end++
    return end
  }

  function lookAt(customer: string): void {
    // Who was looked at just before, of those that were due together, may have brought them into doubt once more.
    waiting.delete(customer)
    const all = customers.visitsSince(customer, goingOn.get(customer) ?? lookUp(since, customer))
    if (!goingOn.delete(customer)) since.delete(customer)
    const visits = all.slice(0, endOfPiece(all))
    for (const [known, paced] of lately) if (foldableFrom(paced, now()) <= now()) lately.delete(known)
    if (!isCheap(visits.length)) lately.set(customer, { steps: visits.length, foldedAt: now() })
    const rest = all[visits.length]
    pass = { customer, contact: '', queuedAt: Number.NEGATIVE_INFINITY, isTied: false }
    for (const { id, queuedAt } of visits) {
      pass.isTied = queuedAt === pass.queuedAt
      pass.contact = id
      pass.queuedAt = queuedAt
      look(id)
    }
    pass = null
    if (rest !== undefined) goingOn.set(customer, rest.queuedAt)
    if (rest !== undefined || since.has(customer)) waiting.add(customer)
  }

  return {
    add: (contact) => void single.add(contact),
    delete: (contact) => void single.delete(contact),
    addSince(customer, at) {
      if (!customers.hasOther(customer, at, pass?.contact ?? null)) return
      if (pass?.customer === customer && isAhead(pass, at)) return
      if ((goingOn.get(customer) ?? Number.POSITIVE_INFINITY) <= at) return
      since.set(customer, Math.min(at, since.get(customer) ?? at))
      waiting.add(customer)
    },
    settle(all) {
      if (single.size === 0 && waiting.size === 0) return
      const until = all ? Number.POSITIVE_INFINITY : now()
      lookAtSingle()
      for (let due = waiting.take(until); due.length > 0; due = waiting.take(until))
        for (const customer of due) {
          lookAt(customer)
          lookAtSingle()
        }
    },
    settleSome() {
      lookAtSingle()
      const customer = waiting.takeOne()
      if (customer === null) return false
      lookAt(customer)
      lookAtSingle()
      return true
    },
    next: waiting.next,
  }
}
