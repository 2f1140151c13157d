import type { FloorEvent } from '../event.ts'
import { type Contact, type Entry, lastOf, openLeg, waitingEntry } from './contact.ts'

/** What a contact's event means for one agent. */
export interface AgentPart {
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

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function endEntry(entry: Entry, outcome: Entry['outcome'], event: FloorEvent, reason: string | null): void {
  const own = event.data.waitSec
  entry.outcome = outcome
  entry.reason = reason
  entry.endedAt = event.time
  entry.waitMs = typeof own === 'number' ? Math.round(own * 1_000) : event.time - entry.enteredAt
}

function withdrawOffers(contact: Contact, parts: AgentPart[], except?: string): void {
  if (contact.offers.length === 0) return
  for (const agent of contact.offers) if (agent !== except) parts.push({ agent, kind: 'unoffered' })
  contact.offers = []
}

function endLeg(contact: Contact, at: number, parts: AgentPart[]): void {
  const leg = openLeg(contact)
  if (leg === null) return
  if (leg.heldSince !== null) {
    leg.heldMs += at - leg.heldSince
    leg.heldSince = null
  }
  leg.to = at
  parts.push({ agent: leg.agent, kind: 'ended' })
}

function endDialling(contact: Contact, parts: AgentPart[]): void {
  if (contact.dialling === null) return
  parts.push({ agent: contact.dialling, kind: 'undialled' })
  contact.dialling = null
}

function takeCustomer(contact: Contact, data: FloorEvent['data']): void {
  contact.customer = text(data.customer) ?? contact.customer
  contact.phone = text(data.phone) ?? contact.phone
  contact.name = text(data.name) ?? contact.name
}

function queued(contact: Contact, event: FloorEvent, parts: AgentPart[]): void {
  const { data } = event
  takeCustomer(contact, data)
  contact.channel = text(data.channel) ?? contact.channel
  if (typeof data.priority === 'string' || typeof data.priority === 'number') contact.priority = data.priority
  const waiting = waitingEntry(contact)
  if (waiting !== null && waiting.queue === data.queue) return
  if (waiting !== null) endEntry(waiting, 'left', { ...event, data: {} }, 'overflow')
  withdrawOffers(contact, parts)
  contact.known = true
  contact.ended = null
  contact.passedOn = false
  contact.entries.push({
    queue: data.queue as string,
    enteredAt: event.time,
    outcome: 'waiting',
    reason: null,
    endedAt: null,
    waitMs: null,
  })
}

function dialled(contact: Contact, event: FloorEvent, parts: AgentPart[]): void {
  takeCustomer(contact, event.data)
  endDialling(contact, parts)
  contact.known = true
  contact.ended = null
  if (contact.entries.length === 0) contact.direction = 'outbound'
  contact.channel = text(event.data.channel) ?? contact.channel
  contact.callback = text(event.data.callback) ?? contact.callback
  contact.dialledFor = text(event.data.queue) ?? contact.dialledFor
  contact.dialling = event.data.agent as string
  parts.push({ agent: contact.dialling, kind: 'dialled' })
}

function answered(contact: Contact, event: FloorEvent, parts: AgentPart[]): void {
  const agent = event.data.agent as string
  const leg = openLeg(contact)
  const entry = waitingEntry(contact)
  if (leg !== null && leg.agent === agent && entry === null) return
  withdrawOffers(contact, parts, agent)
  endLeg(contact, event.time, parts)
  endDialling(contact, parts)
  if (entry !== null) endEntry(entry, 'answered', event, null)
  contact.passedOn = false
  contact.ended = null
  contact.legs.push({
    agent,
    entry: contact.entries.length - 1,
    from: event.time,
    to: null,
    heldMs: 0,
    heldSince: null,
    wrapMs: null,
  })
  parts.push({ agent, kind: 'answered' })
}

function leave(contact: Contact, event: FloorEvent, parts: AgentPart[]): void {
  const entry = waitingEntry(contact)
  if (entry === null) return
  withdrawOffers(contact, parts)
  if (event.type === 'contact.abandoned') endEntry(entry, 'abandoned', event, null)
  else endEntry(entry, 'left', event, text(event.data.reason) ?? 'other')
  if (openLeg(contact) === null && contact.dialling === null) contact.ended = event.time
}

function ended(contact: Contact, event: FloorEvent, parts: AgentPart[]): void {
  const entry = waitingEntry(contact)
  const by = text(event.data.by)
  if (entry !== null && (by === null || by === 'customer')) endEntry(entry, 'abandoned', event, null)
  else if (entry !== null) endEntry(entry, 'left', event, text(event.data.reason) ?? 'other')
  withdrawOffers(contact, parts)
  endLeg(contact, event.time, parts)
  endDialling(contact, parts)
  contact.passedOn = false
  contact.ended ??= event.time
}

/**
 * Lets one event, in order, change a contact in place, and gives what it means for the agents it touches.
 * Outcomes by metrics.md: the first in order stands; `contact.ended` while waiting is an abandon unless the
 * system or an agent ended it.
 */
export function evolveContact(contact: Contact, event: FloorEvent): AgentPart[] {
  const parts: AgentPart[] = []
  const { data, time } = event
  switch (event.type) {
    case 'contact.queued':
      queued(contact, event, parts)
      break
    case 'contact.dialled':
      dialled(contact, event, parts)
      break
    case 'contact.offered': {
      const agent = data.agent as string
      if (contact.ended !== null || contact.offers.includes(agent)) break
      if (openLeg(contact)?.agent === agent) break
      contact.offers.push(agent)
      parts.push({ agent, kind: 'offered' })
      break
    }
    case 'contact.declined': {
      const agent = data.agent as string
      if (!contact.offers.includes(agent)) break
      contact.offers = contact.offers.filter((other) => other !== agent)
      parts.push({ agent, kind: 'unoffered' })
      break
    }
    case 'contact.answered':
      answered(contact, event, parts)
      break
    case 'contact.held': {
      const leg = openLeg(contact)
      if (leg === null || leg.heldSince !== null) break
      leg.heldSince = time
      parts.push({ agent: leg.agent, kind: 'held' })
      break
    }
    case 'contact.resumed': {
      const leg = openLeg(contact)
      if (leg === null || leg.heldSince === null) break
      leg.heldMs += time - leg.heldSince
      leg.heldSince = null
      parts.push({ agent: leg.agent, kind: 'resumed' })
      break
    }
    case 'contact.transferred':
      contact.transfers++
      if (openLeg(contact) === null) break
      endLeg(contact, time, parts)
      contact.passedOn = true
      break
    case 'contact.abandoned':
    case 'contact.left':
      leave(contact, event, parts)
      break
    case 'contact.ended':
      ended(contact, event, parts)
      break
    case 'contact.wrapped': {
      const agent = text(data.agent) ?? lastOf(contact.legs)?.agent
      if (agent !== undefined) parts.push({ agent, kind: 'wrapped' })
      break
    }
    case 'contact.rated':
      contact.ratedShare = (data.score as number) / (data.of as number)
      break
  }
  return parts
}
