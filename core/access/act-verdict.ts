import type { Act, ActRequest } from '../acts/act-request.ts'
import { identityOfContact } from '../cases/customer-identity.ts'
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

/** Whom somebody may call: who is theirs, or at them, or of those they lead. */
const ofCalled: Grant = {
  agent: ['own', 'ringing', 'team'],
  lead: ['own', 'ringing', 'team'],
  supervisor: ['own', 'ringing', 'scope'],
  admin: ['own', 'ringing', 'scope'],
}

function* dialVerdicts(who: Staff, wish: ActRequest, look: ActReader): Iterable<AccessVerdict> {
  for (const field of ['callback', 'case', 'contact'] as const) {
    const id = wish[field]
    if (id === undefined) continue
    const found = relationsTo(who, field, id, look)
    if (found === null) yield notFound(`${field}: no ${field} ${id}`)
    else if (!isGranted(ofCalled, who.role, found)) yield forbidden(`${field}: ${id} is not yours to call`)
  }
}

/** The number to be dialled: the one that is named, else that of the callback or the contact; null: none is known. */
export function numberToCall({ number, callback, contact }: ActRequest, look: ActReader): string | null {
  if (number !== undefined) return number
  if (callback !== undefined) return look.row('callback', callback)?.phone ?? null
  if (contact === undefined) return null
  return (
    look.row('recovery', contact)?.phone ?? identityOfContact(look.eventsOf('contact', contact)).phone ?? null
  )
}

/** Whether somebody may have the PBX do this (contract §4); `agent`: whom it moves. A refusal names the field. */
export function mayAskPbx(
  who: Staff,
  wish: ActRequest,
  agent: string | null,
  look: ActReader,
): AccessVerdict {
  if (aboutOf(wish.name) === 'contact') {
    const found = relationsTo(who, 'contact', wish.contact ?? '', look)
    if (found === null) return notFound(`contact: no contact ${wish.contact}`)
    return isGranted(ofCallers, who.role, found)
      ? allowed
      : forbidden(`contact: ${wish.contact} is not yours to move`)
  }
  if (agent === null) return forbidden('agent: you are no agent yourself; name one')
  // One's own phone alone rings for a call of one's own.
  if (wish.name === 'dial') {
    if (agent !== who.agent) return forbidden("agent: only one's own phone can be asked to dial")
    return firstRefusal(dialVerdicts(who, wish, look))
  }
  const found = relationsTo(who, 'agent', agent, look)
  if (found === null) return notFound(`agent: no agent ${agent}`)
  return isGranted(ofAgents, who.role, found) ? allowed : forbidden(`agent: ${agent} is not yours to move`)
}
