import { identityOfContact } from '../cases/openings/customer-identity.ts'
import type { Act, ActRequest } from '../pbx-actions/act-request.ts'
import { knowsQueue, queuesOfAgent } from './references.ts'
import { type ActReader, type Grant, isGranted, relationsTo } from './relation.ts'
import { type AccessVerdict, allowed, firstRefusal, forbidden, notFound } from './verdict.ts'
import type { Staff } from './viewer.ts'

/** Whose place in the queues may be changed: one's own; by leads and supervisors that of theirs. */
const ofAgents: Grant = {
  agent: ['own', 'team'],
  lead: ['own', 'team'],
  supervisor: ['own', 'scope'],
  admin: ['own', 'scope'],
}
/** Who may move a caller that waits: whoever leads those who answer the queue. */
const ofCallers: Grant = {
  agent: ['team'],
  lead: ['team'],
  supervisor: ['scope'],
  admin: ['scope'],
}

/** What an act is about. */
export const aboutOf = (name: Act): 'agent' | 'contact' =>
  name === 'priority' || name === 'withdraw' ? 'contact' : 'agent'

/** Whom somebody may call: who is or was theirs, or is at them, or of those they lead. */
const ofCalled: Grant = {
  agent: ['own', 'past', 'ringing', 'team'],
  lead: ['own', 'past', 'ringing', 'team'],
  supervisor: ['own', 'past', 'ringing', 'scope'],
  admin: ['own', 'past', 'ringing', 'scope'],
}

/** What a number may be called about. */
const dialFields = ['callback', 'case', 'contact'] as const

/**
 * A call without what it is said to be about where the floor knows that no longer, such as a case that is long over: the
 * number is named, and a call to it is nothing's attempt. Without a number it stays as it is, and is refused.
 */
export function withoutForgotten(who: Staff, request: ActRequest, floor: ActReader): ActRequest {
  if (request.name !== 'dial' || request.number === undefined) return request
  const known = { ...request }
  for (const field of dialFields) {
    const id = request[field]
    if (id !== undefined && relationsTo(who, field, id, floor) === null) delete known[field]
  }
  return known
}

function* dialVerdicts(who: Staff, request: ActRequest, floor: ActReader): Iterable<AccessVerdict> {
  for (const field of dialFields) {
    const id = request[field]
    if (id === undefined) continue
    const found = relationsTo(who, field, id, floor)
    if (found === null) yield notFound(`${field}: no ${field} ${id}`)
    else if (!isGranted(ofCalled, who.role, found)) yield forbidden(`${field}: ${id} is not yours to call`)
  }
}

/**
 * The queues that an act would have an agent be in, or be ranked in: those that the agent works in, and those of whoever
 * leads them. Going out of one needs no queue to be theirs.
 */
function* queueVerdicts(
  who: Staff,
  { queue, queues }: ActRequest,
  agent: string,
  floor: ActReader,
): Iterable<AccessVerdict> {
  const own = queuesOfAgent(agent, floor)
  const isReached = (id: string) => who.reach === 'all' || who.reach.queues.has(id)
  const named = [
    ...(queue === undefined ? [] : [['queue', queue] as const]),
    ...(queues ?? []).map((each) => ['queues', each] as const),
  ]
  for (const [field, id] of named) {
    if (!knowsQueue(id, floor)) yield notFound(`${field}: no queue ${id}`)
    else if (!own.has(id) && !isReached(id)) yield forbidden(`${field}: queue ${id} is not yours`)
  }
}

/** The number to be dialled: the one that is named, else that of the callback or the contact; null: none is known. */
export function numberToCall({ number, callback, contact }: ActRequest, floor: ActReader): string | null {
  if (number !== undefined) return number
  if (callback !== undefined) return floor.row('callback', callback)?.phone ?? null
  if (contact === undefined) return null
  return (
    floor.row('recovery', contact)?.phone ??
    identityOfContact(floor.eventsOf('contact', contact)).phone ??
    null
  )
}

/** Whether somebody may have the PBX do this (contract §4); `agent`: whom it moves. A refusal names the field. */
export function mayRequestPbxAction(
  who: Staff,
  request: ActRequest,
  agent: string | null,
  floor: ActReader,
): AccessVerdict {
  if (aboutOf(request.name) === 'contact') {
    const found = relationsTo(who, 'contact', request.contact ?? '', floor)
    if (found === null) return notFound(`contact: no contact ${request.contact}`)
    return isGranted(ofCallers, who.role, found)
      ? allowed
      : forbidden(`contact: ${request.contact} is not yours to move`)
  }
  if (agent === null) return forbidden('agent: you are no agent yourself; name one')
  // One's own phone alone rings for a call of one's own.
  if (request.name === 'dial') {
    if (agent !== who.agent) return forbidden("agent: only one's own phone can be asked to dial")
    return firstRefusal(dialVerdicts(who, request, floor))
  }
  const found = relationsTo(who, 'agent', agent, floor)
  if (found === null) return notFound(`agent: no agent ${agent}`)
  if (!isGranted(ofAgents, who.role, found)) return forbidden(`agent: ${agent} is not yours to move`)
  const isPlaced = request.name === 'sign_in' || request.name === 'queues'
  return isPlaced ? firstRefusal(queueVerdicts(who, request, agent, floor)) : allowed
}
