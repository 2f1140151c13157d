import type { EventOfKind, EventOfType } from '../event/event.ts'
import { type Contact, lastOf, openLeg, type QueueEntry, waitingEntry, withOne } from './contact.ts'

/** What a contact's event means for one agent. */
export interface AgentLeg {
  agent: string
  kind:
    | 'offered'
    | 'unoffered'
    | 'dialled'
    | 'undialled'
    | 'answered'
    | 'ended'
    | 'held'
    | 'resumed'
    | 'wrapped'
}

const NO_PARTS: AgentLeg[] = []

/** What is no more said of a contact once it has ended, but by zombies and replays. */
const OF_A_TALK: ReadonlySet<string> = new Set([
  'contact.answered',
  'contact.offered',
  'contact.held',
  'contact.resumed',
])

type ContactEvent = EventOfKind<'contact'>
type Queued = EventOfType<'contact.queued'>
type Dialled = EventOfType<'contact.dialled'>
type Customer = Pick<(Queued | Dialled)['data'], 'customer' | 'phone' | 'name'>
type Leaving = EventOfType<'contact.abandoned' | 'contact.left'>

/** `waitSec`: the wait as the feed measured it, where it says so. */
function endEntry(
  entry: QueueEntry,
  outcome: QueueEntry['outcome'],
  at: number,
  reason: string | null,
  waitSec?: number,
): void {
  entry.outcome = outcome
  entry.reason = reason
  // An answer that was stamped before its entry answers it at once.
  entry.endedAt = Math.max(at, entry.enteredAt)
  entry.waitMs = waitSec !== undefined ? Math.round(waitSec * 1_000) : entry.endedAt - entry.enteredAt
}

/** Like all that follow, gives the parts with those that this adds. */
function withdrawOffers(contact: Contact, parts: AgentLeg[], except?: string): AgentLeg[] {
  if (contact.offers.length === 0) return parts
  let more = parts
  for (const agent of contact.offers) if (agent !== except) more = withOne(more, { agent, kind: 'unoffered' })
  contact.offers = []
  return more
}

function endLeg(contact: Contact, at: number, parts: AgentLeg[]): AgentLeg[] {
  const leg = openLeg(contact)
  if (leg === null) return parts
  if (leg.heldSince !== null) {
    leg.heldMs += at - leg.heldSince
    leg.heldSince = null
  }
  leg.to = at
  return withOne(parts, { agent: leg.agent, kind: 'ended' })
}

function endDialling(contact: Contact, parts: AgentLeg[]): AgentLeg[] {
  if (contact.dialling === null) return parts
  const more = withOne<AgentLeg>(parts, { agent: contact.dialling, kind: 'undialled' })
  contact.dialling = null
  return more
}

function takeCustomer(contact: Contact, { customer, phone, name }: Customer): void {
  contact.customer = customer ?? contact.customer
  contact.phone = phone ?? contact.phone
  contact.name = name ?? contact.name
}

/** Of a contact that has ended: only counted for its feed. */
function afterEnd(contact: Contact, { source, time }: ContactEvent): AgentLeg[] {
  contact.afterEnd = withOne(contact.afterEnd, { source, at: time })
  return NO_PARTS
}

/** `isAnswered`: by the event that comes next, which then stops the ringing too. */
function queued(contact: Contact, event: Queued, isAnswered: boolean): AgentLeg[] {
  const { data } = event
  takeCustomer(contact, data)
  contact.channel = data.channel ?? contact.channel
  contact.priority = data.priority ?? contact.priority
  const waiting = waitingEntry(contact)
  if (waiting !== null && waiting.queue === data.queue) return NO_PARTS
  if (waiting !== null) endEntry(waiting, 'left', event.time, 'overflow')
  const parts = isAnswered ? NO_PARTS : withdrawOffers(contact, NO_PARTS)
  contact.known = true
  contact.ended = null
  contact.isOver = false
  contact.passedOn = false
  contact.entries = withOne(contact.entries, {
    queue: data.queue,
    enteredAt: event.time,
    outcome: 'waiting',
    reason: null,
    endedAt: null,
    waitMs: null,
  })
  return parts
}

function dialled(contact: Contact, event: Dialled): AgentLeg[] {
  takeCustomer(contact, event.data)
  const parts = endDialling(contact, NO_PARTS)
  contact.known = true
  contact.ended = null
  contact.isOver = false
  // Somebody outside dialled the agent: it rings there, and no queue has a part in it.
  if (event.data.by === 'customer') {
    contact.channel = event.data.channel ?? contact.channel
    return [...parts, ...offered(contact, event.data.agent)]
  }
  if (contact.entries.length === 0) contact.direction = 'outbound'
  contact.channel = event.data.channel ?? contact.channel
  contact.callback = event.data.callback ?? contact.callback
  contact.dialledFor = event.data.queue ?? contact.dialledFor
  contact.dialling = event.data.agent
  return withOne(parts, { agent: contact.dialling, kind: 'dialled' })
}

function answered(contact: Contact, event: EventOfType<'contact.answered'>): AgentLeg[] {
  const { agent } = event.data
  const leg = openLeg(contact)
  const entry = waitingEntry(contact)
  if (leg !== null && leg.agent === agent && entry === null) return endDialling(contact, NO_PARTS)
  let parts = withdrawOffers(contact, NO_PARTS, agent)
  parts = endLeg(contact, event.time, parts)
  parts = endDialling(contact, parts)
  if (entry !== null) endEntry(entry, 'answered', event.time, null, event.data.waitSec)
  contact.passedOn = false
  contact.ended = null
  contact.legs = withOne(contact.legs, {
    agent,
    entry: contact.entries.length - 1,
    from: event.time,
    to: null,
    heldMs: 0,
    heldSince: null,
    wrapMs: null,
  })
  return withOne(parts, { agent, kind: 'answered' })
}

function leave(contact: Contact, event: Leaving): AgentLeg[] {
  const entry = waitingEntry(contact)
  if (entry === null) {
    takeMessage(contact, event)
    return NO_PARTS
  }
  const parts = withdrawOffers(contact, NO_PARTS)
  const { waitSec } = event.data
  if (event.type === 'contact.abandoned') endEntry(entry, 'abandoned', event.time, null, waitSec)
  else endEntry(entry, 'left', event.time, event.data.reason ?? 'other', waitSec)
  if (openLeg(contact) !== null || contact.dialling !== null) return parts
  contact.ended = event.time
  contact.passedOn = false
  return parts
}

/** That a caller who was sent away left a message shows after the leaving: the reason becomes that, the outcome stays. */
function takeMessage(contact: Contact, event: Leaving): void {
  const last = contact.entries.at(-1)
  if (event.type !== 'contact.left' || event.data.reason !== 'voicemail' || last === undefined) return
  if (last.outcome !== 'left' || (last.reason !== 'other' && last.reason !== 'timeout')) return
  const { endedAt } = last
  if (endedAt === null || contact.legs.some(({ from }) => from >= endedAt)) return
  last.reason = 'voicemail'
}

function ended(contact: Contact, event: EventOfType<'contact.ended'>): AgentLeg[] {
  const entry = waitingEntry(contact)
  const { by } = event.data
  if (entry !== null && (by === undefined || by === 'customer'))
    endEntry(entry, 'abandoned', event.time, null)
  else if (entry !== null) endEntry(entry, 'left', event.time, 'other')
  let parts = withdrawOffers(contact, NO_PARTS)
  parts = endLeg(contact, event.time, parts)
  parts = endDialling(contact, parts)
  contact.passedOn = false
  contact.ended ??= event.time
  contact.isOver = true
  return parts
}

function offered(contact: Contact, agent: string): AgentLeg[] {
  if (contact.ended !== null || contact.offers.includes(agent)) return NO_PARTS
  const leg = openLeg(contact)
  if (leg !== null && (leg.agent === agent || waitingEntry(contact) === null)) return NO_PARTS
  contact.offers = withOne(contact.offers, agent)
  return [{ agent, kind: 'offered' }]
}

function declined(contact: Contact, agent: string): AgentLeg[] {
  if (!contact.offers.includes(agent)) return NO_PARTS
  contact.offers = contact.offers.filter((other) => other !== agent)
  return [{ agent, kind: 'unoffered' }]
}

function held(contact: Contact, at: number): AgentLeg[] {
  const leg = openLeg(contact)
  if (leg === null || leg.heldSince !== null) return NO_PARTS
  leg.heldSince = at
  return [{ agent: leg.agent, kind: 'held' }]
}

function resumed(contact: Contact, at: number): AgentLeg[] {
  const leg = openLeg(contact)
  if (leg === null || leg.heldSince === null) return NO_PARTS
  leg.heldMs += at - leg.heldSince
  leg.heldSince = null
  return [{ agent: leg.agent, kind: 'resumed' }]
}

function transferred(contact: Contact, at: number): AgentLeg[] {
  if (contact.isOver) return NO_PARTS
  contact.transfers++
  if (openLeg(contact) === null) return NO_PARTS
  const parts = endLeg(contact, at, NO_PARTS)
  contact.passedOn = true
  return parts
}

/** The PBX gives a caller another priority, a message was heard; somebody listens by the PBX, or no longer does. */
function flagged(contact: Contact, { data }: EventOfType<'contact.flagged'>): void {
  const { kind, by = '', priority } = data
  if (kind === 'priority') contact.priority = priority ?? contact.priority
  if (kind === 'heard') contact.messageHeard = true
  if (kind !== 'listening' && kind !== 'listening_ended') return
  const others = contact.listening.filter((each) => each !== by)
  contact.listening = kind === 'listening' ? [...others, by] : others
}

function wrapped(contact: Contact, { data }: EventOfType<'contact.wrapped'>): AgentLeg[] {
  const agent = data.agent ?? lastOf(contact.legs)?.agent
  return agent === undefined ? NO_PARTS : [{ agent, kind: 'wrapped' }]
}

/**
 * Lets one event, in order, change a contact in place, and gives what it means for the agents it touches.
 * Outcomes by metrics.md: the first in order stands; `contact.ended` while waiting is an abandon unless the
 * system or an agent ended it. `isAnswered`: the event that comes next is an answer stamped before this one (`inEffect`).
 */
export function evolveContact(
  contact: Contact,
  event: ContactEvent,
  isAnswered = false,
): readonly AgentLeg[] {
  const { time } = event
  if (contact.isOver && OF_A_TALK.has(event.type)) return afterEnd(contact, event)
  switch (event.type) {
    case 'contact.queued':
      return queued(contact, event, isAnswered)
    case 'contact.dialled':
      return dialled(contact, event)
    case 'contact.offered':
      return offered(contact, event.data.agent)
    case 'contact.declined':
      return declined(contact, event.data.agent)
    case 'contact.answered':
      return answered(contact, event)
    case 'contact.held':
      return held(contact, time)
    case 'contact.resumed':
      return resumed(contact, time)
    case 'contact.transferred':
      return transferred(contact, time)
    case 'contact.abandoned':
    case 'contact.left':
      return leave(contact, event)
    case 'contact.ended':
      return ended(contact, event)
    case 'contact.wrapped':
      return wrapped(contact, event)
    case 'contact.rated':
      contact.ratedShare = event.data.score / event.data.of
      return NO_PARTS
    case 'contact.flagged':
      flagged(contact, event)
      return NO_PARTS
    case 'contact.message':
      return NO_PARTS
    default:
      event satisfies never
      return NO_PARTS
  }
}
