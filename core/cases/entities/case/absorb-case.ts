import { online } from './case-evolve.ts'
import { type CaseState, ownerOf } from './case-state.ts'

/** The earlier of two instants, of which either may be none. */
const earlierOf = (a: number | null, b: number | null) => (a === null || (b !== null && b < a) ? b : a)
const PRIORITIES = ['normal', 'high', 'vip']
/** By what is owed for them, the least first: a complaint stays one wherever it goes on. */
const KINDS = ['', 'suggestion', 'inquiry', 'request', 'complaint']
const STATES = ['resolved', 'waiting', 'open'] as const

/** A case goes on in another one: what is owed in it is owed there, and what is not known there is taken from it. */
export function absorbCase(into: CaseState, from: CaseState): void {
  const isOwed = from.state !== 'resolved'
  const owner = ownerOf(into) ?? ownerOf(from)
  for (const field of ['kind', 'title', 'queue', 'team', 'channel', 'cause', 'fault'] as const)
    into[field] ??= from[field]
  for (const field of ['customer', 'phone', 'name'] as const) into[field] ??= from[field]
  if (ownerOf(into) === null && owner !== null) into.assigned = owner
  if (PRIORITIES.indexOf(from.priority) > PRIORITIES.indexOf(into.priority)) into.priority = from.priority
  into.contacts += from.contacts
  into.replies += from.replies
  into.notedAt = Math.max(into.notedAt ?? 0, from.notedAt ?? 0) || null
  // Where both wait, the opening of the one is another time that the customer came.
  const bothWait = into.unansweredSince !== null && from.unansweredSince !== null
  into.cameAgain += from.cameAgain + (bothWait ? 1 : 0)
  into.unansweredSince = earlierOf(into.unansweredSince, from.unansweredSince)
  if (isOwed) {
    if (KINDS.indexOf(from.kind ?? '') > KINDS.indexOf(into.kind ?? '') && into.kind !== 'incident')
      into.kind = from.kind
    into.state = STATES.findLast((state) => into.state === state || from.state === state) ?? into.state
    into.deadline = earlierOf(into.deadline, from.deadline)
    into.nextAt = earlierOf(into.nextAt, from.nextAt)
  }
  if (from.askedSupervisor !== null && from.supervisorSpoke === null) {
    const isAsked = into.askedSupervisor !== null && into.supervisorSpoke === null
    into.askedSupervisor = isAsked
      ? earlierOf(into.askedSupervisor, from.askedSupervisor)
      : from.askedSupervisor
    into.supervisorSpoke = null
  }
  for (const contact of from.onLine ?? []) online(into, contact)
  for (const [contact, agent] of from.firstAnswers ?? []) {
    into.firstAnswers ??= new Map()
    if (!into.firstAnswers.has(contact)) into.firstAnswers.set(contact, agent)
  }
}
