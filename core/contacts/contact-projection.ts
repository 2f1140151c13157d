import type { HistorySpan } from '../agents/agent-history.ts'
import type { AgentItem } from '../agents/agent-state.ts'
import { itemAt } from '../collections/present.ts'
import { type AnyEvent, insertEvent } from '../event/event.ts'
import { erasePersonalData } from '../event/personal-data.ts'
import { earliest } from '../time/floor-clock.ts'
import { RETENTION_MS } from '../time/retention.ts'
import type { Contact } from './contact.ts'
import type { ContactArchive, Packer } from './contact-archive.ts'
import { type CountingContext, createContactCounting } from './contact-counting.ts'
import {
  type ContactEvent,
  type ContactHolder,
  isShortPath,
  type LegOfAgent,
  step,
} from './contact-holder.ts'
import { createContactHolders } from './contact-holders.ts'
import { createContactRefolds } from './contact-refolds.ts'
import { createContactTimes } from './contact-times.ts'

/** How long a finished contact stays at hand before it is packed (receipt time). */
const PACK_AFTER_MS = 10 * 60_000

/** Events that change no count by themselves; a wrap-up is told by the agent's timeline. */
const COUNTS_NOTHING = new Set([
  'contact.offered',
  'contact.declined',
  'contact.message',
  'contact.held',
  'contact.resumed',
  'contact.wrapped',
  'contact.flagged',
])

export interface ContactProjectionContext extends CountingContext {
  readonly packer: Packer
  /** Some contact is to be looked at at this instant, ms. */
  wake(at: number): void
  contactChanged(id: string): void
  /** Some contact is no longer this customer's. */
  noLongerOf(customer: string): void
  /** One more item of an agent, at the end of a contact's list. */
  agentPart(agent: string, item: AgentItem): void
  /** All items of an agent in a contact that was folded again; they are as they were but for those of the span, after which there are none. */
  agentParts(agent: string, contact: string, items: AgentItem[], span: HistorySpan): void
  /** An event named the agent, who exists from then on. */
  meet(agent: string): void
  /** For 48 hours nothing made the event's contact known: it came after its contact was gone. */
  neverKnown(event: ContactEvent): void
  /** One more event (`by` 1), or one fewer (-1), of a feed came at `at` (ms) about a contact that had ended before. */
  cameAfterEnd(source: string, at: number, by: 1 | -1): void
  /** So many events of one contact are folded. */
  most(): number
  /** So many of them are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** A contact that waited was folded again. */
  foldedLater(id: string): void
  /** Whether some agent is in wrap-up after the contact. */
  isWrapped(contact: Contact): boolean
}

/** A contact with all its events, in order. */
export type AppliedEvent = Readonly<Pick<ContactHolder, 'contact' | 'events'>>

/** All contacts of the last 48 hours: the open ones at hand, the finished ones packed. */
export interface ContactProjection {
  /**
   * Folds a contact's event, wherever it belongs in order. Gives the contact if it came last in its order, else null;
   * `full`: so much was heard of the contact that this is not.
   */
  apply(event: ContactEvent): AppliedEvent | null | 'full'
  /** Takes out of a contact that is held who its customer is, but for their key. */
  erase(id: string): void
  /** Folds all that waits. */
  settleAll(): void
  /** Folds some of it; false: nothing waits. */
  settleSome(): boolean
  get(id: string): Contact | null
  /** Also one that is finished and packed, unless all of it happened before `since` (ms): it is then not unpacked. */
  look(id: string, since?: number): Contact | null
  ids(): Iterable<string>
  /** Whether anything heard of a contact is held, packed or not. */
  holds(id: string): boolean
  /** Everything heard of a contact, in order. */
  eventsOf(id: string): readonly ContactEvent[]
  partsOf(id: string, agent: string): AgentItem[]
  wrapped(id: string, agent: string, legFrom: number, wrapMs: number): void
  nextInstant(): number | null
  /** When (ms) a contact that waits for it is to be folded again, or a piece of it, or null. */
  nextRefold(): number | null
  advance(now: number): void
  dump(): Iterable<{ id: string; text: string }>
  load(id: string, text: string): void
  readonly archive: ContactArchive
}

export function createContactProjection(context: ContactProjectionContext): ContactProjection {
  const { terms } = context
  const counting = createContactCounting(context)
  const holders = createContactHolders({
    packer: context.packer,
    terms,
    unpacked(holder) {
      counting.adopt(holder)
      times.settle(holder, context.now() + PACK_AFTER_MS)
    },
  })
  const { archive } = holders
  const times = createContactTimes({
    now: context.now,
    wake: context.wake,
    holder: holders.get,
    due: letGo,
    suspect: context.contactChanged,
  })

  const refolds = createContactRefolds({ ...context, folded, goOn })

  function hand(parts: readonly LegOfAgent[], holder: ContactHolder, since: number): void {
    const itemsOf = new Map<string, AgentItem[]>(holder.involved.map((agent) => [agent, []]))
    for (const { agent, item } of parts) itemsOf.get(agent)?.push(item)
    const span = { since, until: holder.events.at(-1)?.time ?? since }
    for (const [agent, items] of itemsOf) context.agentParts(agent, holder.contact.id, items, span)
  }

  /** When a contact is let go, if nothing more is heard of it, and nobody is in wrap-up after it by then. */
  function packAt({ contact }: ContactHolder): number | null {
    if (!contact.known) return context.now() + RETENTION_MS
    return contact.ended === null ? null : context.now() + PACK_AFTER_MS
  }

  function settle(holder: ContactHolder): void {
    times.settle(holder, packAt(holder))
    context.contactChanged(holder.contact.id)
  }

  function letGo(holder: ContactHolder): void {
    if (refolds.has(holder)) {
      refolds.settle(holder)
      return
    }
    const { contact } = holder
    if (contact.known && context.isWrapped(contact)) {
      times.settle(holder, context.now() + PACK_AFTER_MS)
      return
    }
    if (contact.known) holders.pack(holder, context.now())
    else {
      for (const event of holder.events) context.neverKnown(event)
      holders.drop(contact.id)
    }
  }

  /** Counts for their feeds what came after the contact's end: each event once, however often it is folded. */
  function countAfterEnd(holder: ContactHolder): void {
    const { afterEndCounted: before } = holder
    const { afterEnd } = holder.contact
    if (before.length === 0 && afterEnd.length === 0) return
    for (const { source, at } of before) context.cameAfterEnd(source, at, -1)
    for (const { source, at } of afterEnd) context.cameAfterEnd(source, at, 1)
    holder.afterEndCounted = [...afterEnd]
  }

  /** Who is named has a part in nearly every event, and is met by that. */
  function meet({ data }: ContactEvent, parts: readonly LegOfAgent[]): void {
    const agent = 'agent' in data ? data.agent : undefined
    if (agent !== undefined && parts[0]?.agent !== agent) context.meet(agent)
  }

  /** The event comes last of its contact's. */
  function goOn(holder: ContactHolder, event: ContactEvent): void {
    const parts = step(holder, event, terms)
    holder.parts?.push(...parts)
    meet(event, parts)
    if (!COUNTS_NOTHING.has(event.type)) counting.recountLast(holder)
    countAfterEnd(holder)
    for (const part of parts) context.agentPart(part.agent, part.item)
    settle(holder)
  }

  function allPartsOf(id: string): readonly LegOfAgent[] {
    const there = holders.get(id)
    if (there !== undefined) return refolds.partsOf(there)
    return holders.peek(id)?.parts ?? []
  }

  /** A contact was folded again, which is as it was before the instant `since` (ms). */
  function folded(
    holder: ContactHolder,
    parts: readonly LegOfAgent[],
    since: number,
    { customer }: Pick<Contact, 'customer'>,
  ): void {
    counting.recount(holder)
    countAfterEnd(holder)
    hand(parts, holder, since)
    settle(holder)
    if (customer !== null && customer !== holder.contact.customer) context.noLongerOf(customer)
  }

  return {
    archive,
    apply(event) {
      const holder = holders.atHandOrNew(event.subject)
      if (holder.events.length >= context.most()) return 'full'
      const index = insertEvent(holder.events, event)
      if (index === -1) return null
      if (!refolds.has(holder) && isShortPath(holder, index)) {
        goOn(holder, event)
        return holder
      }
      meet(event, [])
      refolds.late(holder, event)
      return null
    },
    erase(id) {
      const holder = holders.atHand(id)
      if (holder === null) return
      archive.purge(id)
      refolds.settle(holder)
      for (const event of holder.events) erasePersonalData(event as { type: string; data: AnyEvent['data'] })
      holder.contact.phone = null
      holder.contact.name = null
      context.contactChanged(id)
    },
    settleAll: refolds.settleAll,
    settleSome: refolds.settleSome,
    get(id) {
      const holder = holders.get(id)
      if (holder === undefined) return null
      refolds.settleShort(holder)
      return holder.contact
    },
    look(id, since) {
      const there = holders.get(id)
      if (there !== undefined) return there.contact
      // A contact is put away minutes after all that happened to it.
      if (since !== undefined && (archive.putBy(id) ?? since) < since) return null
      return holders.peek(id)?.holder.contact ?? null
    },
    ids: holders.ids,
    holds: holders.holds,
    eventsOf(id) {
      const there = holders.get(id)
      if (there !== undefined) return there.events
      return holders.peek(id)?.holder.events ?? []
    },
    partsOf(id, agent) {
      return allPartsOf(id)
        .filter((part) => part.agent === agent)
        .map((part) => part.item)
    },
    wrapped(id, agent, legFrom, wrapMs) {
      const placeIn = (contact: Contact | undefined) =>
        contact?.legs.findIndex((leg) => leg.agent === agent && leg.from === legFrom) ?? -1
      // An agent that is built again tells nearly all as it was: who is packed is only read for that.
      const there = holders.get(id)
      const known = there?.contact ?? holders.peek(id)?.holder.contact
      const place = placeIn(known)
      if (known === undefined || place === -1 || itemAt(known.legs, place).wrapMs === wrapMs) return
      const holder = there ?? holders.atHand(id)
      if (holder === null) return
      itemAt(holder.contact.legs, place).wrapMs = wrapMs
      counting.recountLeg(holder, place)
      settle(holder)
    },
    nextInstant: () => earliest([times, refolds]),
    nextRefold: refolds.nextInstant,
    advance(now) {
      refolds.advance()
      times.advance(now)
      archive.dropBefore(now - RETENTION_MS)
    },
    dump: holders.dump,
    load(id, text) {
      const holder = holders.load(id, text)
      counting.adopt(holder)
      settle(holder)
    },
  }
}
