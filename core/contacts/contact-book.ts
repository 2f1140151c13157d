import type { AgentIntervals } from '../agents/agent-intervals.ts'
import type { AgentItem } from '../agents/agent-state.ts'
import { countLegs } from '../agents/leg-counts.ts'
import { type FloorEvent, insertEvent } from '../event.ts'
import { createInstants } from '../instants.ts'
import { sameCounts } from '../queues/counts.ts'
import { changeCounts, putCounted, type QueueLive, takeCounted } from '../queues/queue-live.ts'
import type { Contact } from './contact.ts'
import { createContactArchive, type Packer } from './contact-archive.ts'
import {
  type ContactHolder,
  isShortPath,
  newHolder,
  type PartOfAgent,
  readHolder,
  refold,
  step,
  type TermsAt,
  writeHolder,
} from './contact-holder.ts'
import { contributionOf } from './contribution.ts'

/** How long a finished contact stays at hand before it is packed, and how long it is kept (receipt time). */
const PACK_AFTER_MS = 10 * 60_000
export const KEEP_MS = 48 * 3_600_000

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

export interface ContactBookContext {
  readonly packer: Packer
  now(): number
  dayOf(at: number): number
  terms: TermsAt
  queue(id: string): QueueLive
  queueChanged(id: string): void
  readonly agentIntervals: Pick<AgentIntervals, 'put' | 'take'>
  contactChanged(id: string): void
  /** One more item of an agent, at the end of a contact's list. */
  agentPart(agent: string, item: AgentItem): void
  /** All items of an agent in a contact that was folded again. */
  agentParts(agent: string, contact: string, items: AgentItem[]): void
  /** An event named the agent, who exists from then on. */
  meet(agent: string): void
  /** For 48 hours nothing made the event's contact known: it came after its contact was gone. */
  neverKnown(event: FloorEvent): void
  /** Whether some agent is in wrap-up after the contact. */
  isWrapped(contact: Contact): boolean
}

/** All contacts of the last 48 hours: the open ones at hand, the finished ones packed. */
export interface ContactBook {
  /** Folds a contact's event, wherever it belongs in order. */
  hear(event: FloorEvent): void
  get(id: string): Contact | null
  /** Also one that is finished and packed. */
  look(id: string): Contact | null
  ids(): Iterable<string>
  /** Everything heard of a contact, in order. */
  eventsOf(id: string): readonly FloorEvent[]
  partsOf(id: string, agent: string): AgentItem[]
  wrapped(id: string, agent: string, legFrom: number, wrapMs: number): void
  nextInstant(): number | null
  advance(now: number): void
  dump(): Iterable<{ id: string; text: string }>
  load(id: string, text: string): void
  readonly archive: ReturnType<typeof createContactArchive>
}

export function createContactBook(context: ContactBookContext): ContactBook {
  const holders = new Map<string, ContactHolder>()
  const archive = createContactArchive(context.packer)
  const packing = createInstants<string>()

  function countedOf(holder: ContactHolder): ContactHolder['counted'] {
    const { contact } = holder
    return contact.entries.map((entry, index) => ({
      queue: entry.queue,
      contact: contact.id,
      index,
      enteredAt: entry.enteredAt,
      endedAt: entry.endedAt,
      waitMs: entry.waitMs,
      reason: entry.outcome === 'left' ? entry.reason : null,
      counts: contributionOf(contact, index, context.terms(entry.queue, entry.enteredAt)),
    }))
  }

  type OwnCounted = ContactHolder['counted'][number]

  function takeOut(old: OwnCounted): void {
    takeCounted(context.queue(old.queue), old, context.dayOf(old.enteredAt), old.reason)
    context.queueChanged(old.queue)
  }

  function putIn(now: OwnCounted): void {
    putCounted(context.queue(now.queue), now, context.dayOf(now.enteredAt), now.reason, context.now())
    context.queueChanged(now.queue)
  }

  function change(old: OwnCounted, now: OwnCounted): void {
    const { queue, enteredAt, endedAt, waitMs, reason } = now
    const isSameStay = old.queue === queue && old.enteredAt === enteredAt
    if (!isSameStay || old.endedAt !== endedAt || old.waitMs !== waitMs || old.reason !== reason) {
      takeOut(old)
      putIn(now)
      return
    }
    if (sameCounts(old.counts, now.counts)) return
    changeCounts(context.queue(queue), old, now, context.dayOf(enteredAt))
    context.queueChanged(queue)
  }

  /** The same for the records of the agents who had a leg in it. */
  function recountLegs(holder: ContactHolder, isOneMore: boolean): void {
    const { contact, legsCounted: before } = holder
    if (before.length === 0 && contact.legs.length === 0) return
    const after = countLegs(contact, before, context.terms, isOneMore)
    const count = Math.max(before.length, after.length)
    for (let index = 0; index < count; index++) {
      const [old, now] = [before[index], after[index]]
      if (old === now) continue
      if (old !== undefined) context.agentIntervals.take(old)
      if (now !== undefined) context.agentIntervals.put(now)
    }
    holder.legsCounted = after
  }

  /** Takes out what the contact added before and puts in what it adds now; `isOneMore`: after one more event, in order. */
  function recount(holder: ContactHolder, isOneMore: boolean): void {
    recountLegs(holder, isOneMore)
    const before = holder.counted
    const after = countedOf(holder)
    const count = Math.max(before.length, after.length)
    for (let index = 0; index < count; index++) {
      const [old, now] = [before[index], after[index]]
      if (old !== undefined && now !== undefined) change(old, now)
      else if (old !== undefined) takeOut(old)
      else if (now !== undefined) putIn(now)
    }
    holder.counted = after
  }

  /** Notes what a contact adds that was counted before it was written down. */
  function readCounted(holder: ContactHolder): void {
    holder.counted = countedOf(holder)
    holder.legsCounted = countLegs(holder.contact, [], context.terms, false)
  }

  function revive(id: string): ContactHolder | null {
    const text = archive.take(id)
    if (text === null) return null
    const { holder } = readHolder(id, text, context.terms)
    readCounted(holder)
    holders.set(id, holder)
    packing.set(id, context.now() + PACK_AFTER_MS)
    return holder
  }

  function holderOf(id: string): ContactHolder {
    const there = holders.get(id) ?? revive(id)
    if (there !== null) return there
    const holder = newHolder(id)
    holders.set(id, holder)
    return holder
  }

  function hand(parts: readonly PartOfAgent[], holder: ContactHolder): void {
    for (const agent of holder.involved)
      context.agentParts(
        agent,
        holder.contact.id,
        parts.filter((part) => part.agent === agent).map((part) => part.item),
      )
  }

  function settle(holder: ContactHolder): void {
    const { id } = holder.contact
    const isDone = holder.contact.ended !== null && !context.isWrapped(holder.contact)
    const isUnknown = !holder.contact.known
    packing.set(id, isDone ? context.now() + PACK_AFTER_MS : isUnknown ? context.now() + KEEP_MS : null)
    context.contactChanged(id)
  }

  function pack(id: string): void {
    const holder = holders.get(id)
    if (holder === undefined) return
    if (!holder.contact.known) {
      for (const event of holder.events) context.neverKnown(event)
      holders.delete(id)
      return
    }
    if (holder.contact.ended === null) return
    if (context.isWrapped(holder.contact)) {
      packing.set(id, context.now() + PACK_AFTER_MS)
      return
    }
    archive.put(id, writeHolder(holder), context.now())
    holders.delete(id)
  }

  return {
    archive,
    hear(event) {
      const id = event.subject
      if (typeof event.data.agent === 'string') context.meet(event.data.agent)
      const holder = holderOf(id)
      const index = insertEvent(holder.events, event)
      if (index === -1) return
      if (isShortPath(holder, index)) {
        const parts = step(holder, event, context.terms)
        if (!COUNTS_NOTHING.has(event.type)) recount(holder, true)
        for (const { agent, item } of parts) context.agentPart(agent, item)
      } else {
        const parts = refold(holder, context.terms)
        recount(holder, false)
        hand(parts, holder)
      }
      settle(holder)
    },
    get: (id) => holders.get(id)?.contact ?? null,
    look(id) {
      const there = holders.get(id)
      if (there !== undefined) return there.contact
      const text = archive.peek(id)
      return text === null ? null : readHolder(id, text, context.terms).holder.contact
    },
    ids: () => holders.keys(),
    eventsOf(id) {
      const there = holders.get(id)
      if (there !== undefined) return there.events
      const text = archive.peek(id)
      return text === null ? [] : readHolder(id, text, context.terms).holder.events
    },
    partsOf(id, agent) {
      const there = holders.get(id)
      const text = there === undefined ? archive.peek(id) : writeHolder(there)
      if (text === null) return []
      return readHolder(id, text, context.terms)
        .parts.filter((part) => part.agent === agent)
        .map((part) => part.item)
    },
    wrapped(id, agent, legFrom, wrapMs) {
      const holder = holders.get(id) ?? revive(id)
      const leg = holder?.contact.legs.find(
        (candidate) => candidate.agent === agent && candidate.from === legFrom,
      )
      if (holder == null || leg === undefined || leg.wrapMs === wrapMs) return
      leg.wrapMs = wrapMs
      recount(holder, true)
      settle(holder)
    },
    nextInstant: () => packing.next(),
    advance(now) {
      for (let due = packing.take(now); due !== null; due = packing.take(now)) pack(due.key)
      archive.dropBefore(now - KEEP_MS)
    },
    *dump() {
      for (const [id, holder] of holders) yield { id, text: writeHolder(holder) }
    },
    load(id, text) {
      const { holder } = readHolder(id, text, context.terms)
      readCounted(holder)
      holders.set(id, holder)
      settle(holder)
    },
  }
}
