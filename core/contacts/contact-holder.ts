import type { AgentItem } from '../agents/agent-state.ts'
import type { LegCounted } from '../agents/leg-counts.ts'
import { itemAt } from '../collections/present.ts'
import { compareEvents, type EventOfKind } from '../event/event.ts'
import type { Counted } from '../queues/queue-live.ts'
import type { QueueTerms } from '../queues/queue-terms.ts'
import { NEVER_FOLDED, type Paced } from '../time/pace.ts'
import { type AfterEnd, type Contact, type Leg, lastOf, newContact, queueOfLeg, withOne } from './contact.ts'
import { type AgentLeg, evolveContact } from './contact-evolve.ts'
import { inEffect, mayBeAnswered } from './contact-order.ts'

/** What happens to a contact. */
export type ContactEvent = EventOfKind<'contact'>

/** A contact at hand: its events in order, what follows from them, and what it adds to the counts. */
export interface ContactHolder {
  readonly events: ContactEvent[]
  contact: Contact
  counted: Counted[]
  /** What its legs add to the records of their agents. */
  legsCounted: LegCounted[]
  /** Those of its events after its end that are counted for their feeds. */
  afterEndCounted: readonly AfterEnd[]
  /** Agents who had a part in it. */
  involved: string[]
  /** When it is to be packed, ms; null: not at all. */
  packAt: number | null
  /** Where it stands on the wheels of packing and of looking at it again; null: on none. */
  packPlace: number | null
  lookPlace: number | null
  /** What it cost to fold it again, when that was done last. */
  paced: Paced
  /** Of one of very many events: what was its agents' in it when it was folded last. Null: not known. */
  parts: LegOfAgent[] | null
  /** Of one that waits to be folded again: what happened before this instant (ms) is as it was. */
  lateSince: number
}

export type TermsAt = (queue: string, at: number) => QueueTerms
export interface LegOfAgent {
  agent: string
  item: AgentItem
}

export function newHolder(id: string): ContactHolder {
  return {
    events: [],
    contact: newContact(id),
    counted: [],
    legsCounted: [],
    afterEndCounted: [],
    involved: [],
    packAt: null,
    packPlace: null,
    lookPlace: null,
    paced: NEVER_FOLDED,
    parts: null,
    lateSince: Number.POSITIVE_INFINITY,
  }
}

const NO_ITEMS: LegOfAgent[] = []

function makesKnown(event: ContactEvent): boolean {
  return event.type === 'contact.queued' || event.type === 'contact.dialled'
}

function lastLegOf({ legs }: Contact, agent: string): Leg {
  return legs.findLast((leg) => leg.agent === agent) ?? itemAt(legs, 0)
}

function itemOf(contact: Contact, event: ContactEvent, part: AgentLeg, terms: TermsAt): LegOfAgent {
  const { agent, kind } = part
  if (kind !== 'answered' && kind !== 'ended') return { agent, item: { event, part: kind } }
  const queue = queueOfLeg(contact, lastLegOf(contact, agent))
  const wrapUpMs = queue === null ? 0 : terms(queue, event.time).wrapUpMs
  const { channel, direction } = contact
  return { agent, item: { event, part: kind, work: { queue, channel, direction, wrapUpMs } } }
}

/** Lets one event, in order, change the contact; gives its agents' items. */
export function step(
  holder: ContactHolder,
  event: ContactEvent,
  terms: TermsAt,
  isAnswered = false,
): readonly LegOfAgent[] {
  let items = NO_ITEMS
  for (const part of evolveContact(holder.contact, event, isAnswered)) {
    const { involved } = holder
    if (lastOf(involved) !== part.agent && !involved.includes(part.agent))
      holder.involved = withOne(involved, part.agent)
    items = withOne(items, itemOf(holder.contact, event, part, terms))
  }
  return items
}

/** A contact that is folded again from all its events, apart: until `commit` it stays as it was. */
export interface ContactRefold {
  /** The events that it had when that began. */
  readonly events: readonly ContactEvent[]
  /** Goes on by at most so many events; true: all of them are folded. */
  goOn(most: number): boolean
  /** Puts what was folded in the contact's place; wrap-ups that were measured stay with their legs. */
  commit(): LegOfAgent[]
}

export function createContactRefold(holder: ContactHolder, terms: TermsAt): ContactRefold {
  const events = holder.events.slice()
  const apart = { ...newHolder(holder.contact.id), involved: holder.involved }
  const order = events.some(makesKnown) ? inEffect(events) : []
  const parts: LegOfAgent[] = []
  let place = 0

  return {
    events,
    goOn(most) {
      const until = Math.min(order.length, place + most)
      for (; place < until; place++) {
        const event = itemAt(order, place)
        const next = order[place + 1]
        parts.push(...step(apart, event, terms, next !== undefined && compareEvents(next, event) < 0))
      }
      return place === order.length
    },
    commit() {
      const before = holder.contact.legs
      holder.contact = apart.contact
      holder.involved = apart.involved
      giveWraps(
        holder.contact,
        before.map(({ agent, from, wrapMs }) => [agent, from, wrapMs]),
      )
      return parts
    },
  }
}

/** Folds the contact again from all its events; wrap-ups that were measured stay with their legs. */
export function refoldContact(holder: ContactHolder, terms: TermsAt): LegOfAgent[] {
  const refold = createContactRefold(holder, terms)
  refold.goOn(Number.POSITIVE_INFINITY)
  return refold.commit()
}

type WrapOf = readonly [agent: string, legFrom: number, wrapMs: number | null]

/** Gives measured wrap-ups to their legs, each once: an agent may have two legs of one beginning. */
function giveWraps(contact: Contact, wraps: readonly WrapOf[]): void {
  const left = new Map<string, (number | null)[]>()
  const keyOf = (agent: string, from: number) => `${from} ${agent}`
  for (const [agent, from, wrapMs] of wraps) {
    const key = keyOf(agent, from)
    const its = left.get(key)
    if (its === undefined) left.set(key, [wrapMs])
    else its.push(wrapMs)
  }
  for (const leg of contact.legs) leg.wrapMs = left.get(keyOf(leg.agent, leg.from))?.shift() ?? null
}

/** Whether an event that was just put at the end may be folded by one step. */
export function isShortPath(holder: ContactHolder, index: number): boolean {
  if (index !== holder.events.length - 1) return false
  if (index > 0 && mayBeAnswered(holder.events)) return false
  return holder.contact.known || (index === 0 && makesKnown(itemAt(holder.events, 0)))
}

type PackedEvent = [type: string, time: number, source: string, id: string, data: unknown, sentTime?: number]

/** A contact as a text: its events and the wrap-ups of its legs. */
export function writeHolder({ contact, events }: ContactHolder): string {
  const packed: PackedEvent[] = []
  for (const { type, time, source, id, data, sentTime } of events)
    packed.push(
      sentTime === undefined ? [type, time, source, id, data] : [type, time, source, id, data, sentTime],
    )
  const wraps: WrapOf[] = []
  for (const { agent, from, wrapMs } of contact.legs) if (wrapMs !== null) wraps.push([agent, from, wrapMs])
  return JSON.stringify([packed, wraps])
}

/** The contact that `writeHolder` wrote, folded; what it adds to the counts is the caller's to note. */
export function readHolder(
  id: string,
  text: string,
  terms: TermsAt,
): { holder: ContactHolder; parts: LegOfAgent[] } {
  const [packed, wraps]: [PackedEvent[], WrapOf[]] = JSON.parse(text)
  const holder = newHolder(id)
  for (const [type, time, source, eventId, data, sentTime] of packed) {
    const event = { id: eventId, source, type, time, subject: id, data } as ContactEvent
    holder.events.push(sentTime === undefined ? event : { ...event, sentTime })
  }
  const parts = refoldContact(holder, terms)
  giveWraps(holder.contact, wraps)
  return { holder, parts }
}
