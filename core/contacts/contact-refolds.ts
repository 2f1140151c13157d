import { itemAt, lookUp } from '../collections/present.ts'
import { earlier } from '../time/floor-clock.ts'
import { createLongFolds, type LongFold } from '../time/long-folds.ts'
import { createWaiting, isCheap } from '../time/pace.ts'
import type { Contact } from './contact.ts'
import {
  type ContactEvent,
  type ContactHolder,
  type ContactRefold,
  createContactRefold,
  isShortPath,
  type LegOfAgent,
  newHolder,
  refoldContact,
  type TermsAt,
} from './contact-holder.ts'
import { EARLY_ANSWER_MS } from './contact-order.ts'

export interface ContactRefoldsContext {
  /** So many events are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  readonly terms: TermsAt
  now(): number
  /** Something is to be done at this instant, ms. */
  wake(at: number): void
  /** A contact, which was `before`'s customer's, was folded again; before the instant `since` (ms) it is as it was. */
  folded(
    holder: ContactHolder,
    parts: readonly LegOfAgent[],
    since: number,
    before: Pick<Contact, 'customer'>,
  ): void
  /** The last of a contact's events is to be folded by one step. */
  goOn(holder: ContactHolder, event: ContactEvent): void
  /** A contact that waited was folded again. */
  foldedLater(id: string): void
}

/** Contacts that are folded again: at once, a while after they were, or, of very many events, in pieces. */
export interface ContactRefolds {
  /** Whether the contact waits to be folded again, or is being. */
  has(holder: ContactHolder): boolean
  /** An event was put into the contact that does not come last, or comes while it waits. */
  late(holder: ContactHolder, event: ContactEvent): void
  /** What is its agents' in a contact, by all of its events; of one that is long, as it was folded last. */
  partsOf(holder: ContactHolder): readonly LegOfAgent[]
  /** Folds a contact that waits at once. */
  settle(holder: ContactHolder): void
  /** The same, unless it is long. */
  settleShort(holder: ContactHolder): void
  /** Folds all that wait. */
  settleAll(): void
  /** Folds one that waits, or a piece of it; false: there is none. */
  settleSome(): boolean
  /** When (ms) a contact that waits for it is to be folded again, or a piece of it, or null. */
  nextInstant(): number | null
  advance(): void
}

interface Running {
  readonly fold: LongFold
  readonly refold: ContactRefold
  readonly since: number
}

export function createContactRefolds(context: ContactRefoldsContext): ContactRefolds {
  const { now, terms, wake } = context
  const folds = createLongFolds(context.stepsAtOnce)
  const waiting = createWaiting<ContactHolder>({
    pacedOf: ({ paced }) => paced,
    stepsOf: ({ events }) => events.length,
    ...{ now, wake },
  })
  const running = new Map<ContactHolder, Running>()

  const isLong = ({ events }: ContactHolder) => folds.isLong(events.length)

  function put(holder: ContactHolder, refold: ContactRefold, since: number): void {
    const { known: wasKnown, customer } = holder.contact
    const parts = refold.commit()
    const steps = refold.events.length
    if (!isCheap(steps)) holder.paced = { steps, foldedAt: now() }
    if (!isCheap(steps)) waiting.folded(holder)
    holder.parts = folds.isLong(steps) ? parts : null
    // Also an answer up to so long before it may mean something else now.
    const from = wasKnown ? since - EARLY_ANSWER_MS : itemAt(refold.events, 0).time
    context.folded(holder, parts, from, { customer })
  }

  /** Folds all of it again, which is as it was before the instant `since` (ms). */
  function foldAgain(holder: ContactHolder, since: number): void {
    const refold = createContactRefold(holder, terms)
    refold.goOn(Number.POSITIVE_INFINITY)
    put(holder, refold, since)
  }

  function takeSince(holder: ContactHolder): number {
    const since = holder.lateSince
    holder.lateSince = Number.POSITIVE_INFINITY
    return since
  }

  function foldLater(holder: ContactHolder): void {
    waiting.delete(holder)
    foldAgain(holder, takeSince(holder))
    context.foldedLater(holder.contact.id)
  }

  /** Takes up what came while it was folded: in order by one step each, else it is folded once more. */
  function takeUpMissed(holder: ContactHolder, heard: readonly ContactEvent[]): void {
    const { events } = holder
    if (events.length === heard.length) return
    if (events[heard.length - 1] !== heard.at(-1)) {
      waiting.add(holder)
      return
    }
    const missed = events.splice(heard.length)
    for (const [place, event] of missed.entries()) {
      const index = events.push(event) - 1
      if (isShortPath(holder, index)) {
        context.goOn(holder, event)
        continue
      }
      events.push(...missed.slice(place + 1))
      holder.lateSince = event.time
      waiting.add(holder)
      return
    }
    holder.lateSince = Number.POSITIVE_INFINITY
  }

  function finish(holder: ContactHolder): void {
    const { refold, since } = lookUp(running, holder)
    running.delete(holder)
    put(holder, refold, since)
    takeUpMissed(holder, refold.events)
    context.foldedLater(holder.contact.id)
  }

  function start(holder: ContactHolder): void {
    const since = takeSince(holder)
    const refold = createContactRefold(holder, terms)
    let isFolded = false
    const fold: LongFold = {
      // To count what was folded is a piece of its own.
      goOn(steps) {
        if (isFolded) finish(holder)
        else isFolded = refold.goOn(steps)
        return running.get(holder)?.fold !== fold
      },
    }
    running.set(holder, { fold, refold, since })
    wake(folds.start(fold, now()))
  }

  /** Folds one at once that is being folded in pieces. */
  function cutShort(holder: ContactHolder, { fold, since }: Running): void {
    folds.drop(fold)
    running.delete(holder)
    holder.lateSince = Math.min(holder.lateSince, since)
    foldLater(holder)
  }

  function foldNow(holder: ContactHolder): void {
    if (isLong(holder)) start(holder)
    else foldLater(holder)
  }

  const has = (holder: ContactHolder) => waiting.has(holder) || running.has(holder)

  return {
    has,
    late(holder, event) {
      const isBusy = has(holder)
      holder.lateSince = Math.min(holder.lateSince, event.time)
      if (running.has(holder)) return
      if (isBusy || !waiting.mayFold(holder)) waiting.add(holder)
      else if (isLong(holder)) start(holder)
      else foldAgain(holder, takeSince(holder))
    },
    partsOf(holder) {
      if (holder.parts !== null) return holder.parts
      // Folded apart: one that waits to be folded again is not as its events are.
      const { contact, events } = holder
      const parts = refoldContact({ ...newHolder(contact.id), events }, terms)
      if (isLong(holder)) holder.parts = parts
      return parts
    },
    settle(holder) {
      const its = running.get(holder)
      if (its !== undefined) cutShort(holder, its)
      else if (waiting.has(holder)) foldLater(holder)
    },
    settleShort(holder) {
      if (waiting.has(holder) && !isLong(holder)) foldLater(holder)
    },
    settleAll() {
      for (const [holder, its] of running) cutShort(holder, its)
      for (const holder of waiting.take()) foldLater(holder)
    },
    settleSome() {
      if (folds.goOn()) return true
      const holder = waiting.takeOne()
      if (holder !== null) foldNow(holder)
      return holder !== null
    },
    nextInstant: () => earlier(waiting.next(), folds.next()),
    advance() {
      for (const holder of waiting.take(now())) foldNow(holder)
      folds.advance(now())
    },
  }
}
