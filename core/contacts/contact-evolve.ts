import type { FloorEvent } from '../event.ts'
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
const OF_A_TALK = new Set(['contact.answered', 'contact.offered', 'contact.held', 'contact.resumed'])

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function endEntry(
  entry: QueueEntry,
  outcome: QueueEntry['outcome'],
  event: FloorEvent,
  reason: string | null,
): void {
  const own = event.data.waitSec
  entry.outcome = outcome
  entry.reason = reason
  // An answer that was stamped before its entry answers it at once.
  entry.endedAt = Math.max(event.time, entry.enteredAt)
  entry.waitMs = typeof own === 'number' ? Math.round(own * 1_000) : entry.endedAt - entry.enteredAt
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

function takeCustomer(contact: Contact, data: FloorEvent['data']): void {
  contact.customer = text(data.customer) ?? contact.customer
  contact.phone = text(data.phone) ?? contact.phone
  contact.name = text(data.name) ?? contact.name
}

/** Of a contact that has ended: only counted for its feed. */
function afterEnd(contact: Contact, { source, time }: FloorEvent): AgentLeg[] {
  contact.afterEnd = withOne(contact.afterEnd, { source, at: time })
  return NO_PARTS
}

/** `isAnswered`: by the event that comes next, which then stops the ringing too. */
function queued(contact: Contact, event: FloorEvent, isAnswered: boolean): AgentLeg[] {
  const { data } = event
  takeCustomer(contact, data)
  contact.channel = text(data.channel) ?? contact.channel
  if (typeof data.priority === 'string' || typeof data.priority === 'number') contact.priority = data.priority
  const waiting = waitingEntry(contact)
  if (waiting !== null && waiting.queue === data.queue) return NO_PARTS
  if (waiting !== null) endEntry(waiting, 'left', { ...event, data: {} }, 'overflow')
  const parts = isAnswered ? NO_PARTS : withdrawOffers(contact, NO_PARTS)
  contact.known = true
  contact.ended = null
  contact.isOver = false
  contact.passedOn = false
  contact.entries = withOne(contact.entries, {
    queue: data.queue as string,
    enteredAt: event.time,
    outcome: 'waiting',
    reason: null,
    endedAt: null,
    waitMs: null,
  })
  return parts
}

function dialled(contact: Contact, event: FloorEvent): AgentLeg[] {
  takeCustomer(contact, event.data)
  const parts = endDialling(contact, NO_PARTS)
  contact.known = true
  contact.ended = null
  contact.isOver = false
  if (contact.entries.length === 0) contact.direction = 'outbound'
  contact.channel = text(event.data.channel) ?? contact.channel
  contact.callback = text(event.data.callback) ?? contact.callback
  contact.dialledFor = text(event.data.queue) ?? contact.dialledFor
  contact.dialling = event.data.agent as string
  return withOne(parts, { agent: contact.dialling, kind: 'dialled' })
}

function answered(contact: Contact, event: FloorEvent): AgentLeg[] {
  const agent = event.data.agent as string
  const leg = openLeg(contact)
  const entry = waitingEntry(contact)
  if (leg !== null && leg.agent === agent && entry === null) return endDialling(contact, NO_PARTS)
  let parts = withdrawOffers(contact, NO_PARTS, agent)
  parts = endLeg(contact, event.time, parts)
  parts = endDialling(contact, parts)
  if (entry !== null) endEntry(entry, 'answered', event, null)
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

function leave(contact: Contact, event: FloorEvent): AgentLeg[] {
  const entry = waitingEntry(contact)
  if (entry === null) {
    takeMessage(contact, event)
    return NO_PARTS
  }
  const parts = withdrawOffers(contact, NO_PARTS)
  if (event.type === 'contact.abandoned') endEntry(entry, 'abandoned', event, null)
  else endEntry(entry, 'left', event, text(event.data.reason) ?? 'other')
  if (openLeg(contact) === null && contact.dialling === null) contact.ended = event.time
  return parts
}

/** That a caller who was sent away left a message shows after the leaving: the reason becomes that, the outcome stays. */
function takeMessage(contact: Contact, event: FloorEvent): void {
  const last = contact.entries.at(-1)
  if (event.type !== 'contact.left' || event.data.reason !== 'voicemail' || last === undefined) return
  if (last.outcome !== 'left' || (last.reason !== 'other' && last.reason !== 'timeout')) return
  const { endedAt } = last
  if (endedAt === null || contact.legs.some(({ from }) => from >= endedAt)) return
  last.reason = 'voicemail'
}

function ended(contact: Contact, event: FloorEvent): AgentLeg[] {
  const entry = waitingEntry(contact)
  const by = text(event.data.by)
  if (entry !== null && (by === null || by === 'customer')) endEntry(entry, 'abandoned', event, null)
  else if (entry !== null) endEntry(entry, 'left', event, text(event.data.reason) ?? 'other')
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

function wrapped(contact: Contact, data: FloorEvent['data']): AgentLeg[] {
  const agent = text(data.agent) ?? lastOf(contact.legs)?.agent
  return agent === undefined ? NO_PARTS : [{ agent, kind: 'wrapped' }]
}

/**
 * Lets one event, in order, change a contact in place, and gives what it means for the agents it touches.
 * Outcomes by metrics.md: the first in order stands; `contact.ended` while waiting is an abandon unless the
 * system or an agent ended it. `isAnswered`: the event that comes next is an answer stamped before this one (`inEffect`).
 */
export function evolveContact(contact: Contact, event: FloorEvent, isAnswered = false): readonly AgentLeg[] {
  const { data, time } = event
  if (contact.isOver && OF_A_TALK.has(event.type)) return afterEnd(contact, event)
  switch (event.type) {
    case 'contact.queued':
      return queued(contact, event, isAnswered)
    case 'contact.dialled':
      return dialled(contact, event)
    case 'contact.offered':
      return offered(contact, data.agent as string)
    case 'contact.declined':
      return declined(contact, data.agent as string)
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
      return wrapped(contact, data)
    case 'contact.rated':
      contact.ratedShare = (data.score as number) / (data.of as number)
      return NO_PARTS
    default:
      return NO_PARTS
  }
}
