import { type EventOfKind, type EventOfType, isOfKind } from '../../../event/event.ts'
import { eventData } from '../../../event/event-data.ts'
import { parseInstant } from '../../../time/parse-instant.ts'
import { type CaseState, ownerOf } from './case-state.ts'
import { givenBy } from './given.ts'

function customerCame(state: CaseState, at: number): void {
  state.state = 'open'
  state.contacts++
  state.unansweredSince ??= at
}

function wordFromUs(state: CaseState): void {
  state.unansweredSince = null
  state.cameAgain = 0
}

function opened(state: CaseState, { data, time }: EventOfType<'case.opened'>): void {
  state.kind = data.kind
  for (const field of ['title', 'queue', 'team', 'channel', 'customer', 'phone', 'name'] as const)
    state[field] = data[field] ?? state[field]
  state.openedFor = data.agent ?? state.openedFor
  state.priority = data.priority ?? state.priority
  state.deadline = parseInstant(data.deadline) ?? state.deadline
  state.cause = data.cause ?? state.cause
  state.contact = data.contact ?? state.contact
  if (state.contact !== null) state.answeredBy ??= state.firstAnswers?.get(state.contact) ?? null
  state.openedAt ??= time
  customerCame(state, time)
}

function described(state: CaseState, { data }: EventOfType<'case.described'>): void {
  // Number and name belong to the customer: another one has others.
  if (data.customer !== undefined && state.customer !== null && data.customer !== state.customer)
    [state.phone, state.name] = [null, null]
  for (const field of ['kind', 'title', 'queue', 'team', 'customer', 'phone', 'name', 'cause'] as const)
    state[field] = data[field] ?? state[field]
  if (data.deadline !== undefined) state.deadline = parseInstant(data.deadline)
}

function assigned(state: CaseState, event: EventOfType<'case.assigned'>): void {
  const [before, agent] = [ownerOf(state), event.data.agent ?? null]
  state.given = givenBy(event, state.ownedBefore)
  if (before !== null && before !== agent) state.ownedBefore = before
  state.assigned = agent ?? ''
}

function replied(state: CaseState, { data, time }: EventOfType<'case.replied'>): void {
  wordFromUs(state)
  state.replies++
  state.nextAt = parseInstant(data.nextAt)
  // A refused answer leaves the next word to us again, from now on.
  if (data.accepted === false) state.unansweredSince = time
}

function answeredContact(state: CaseState, { subject, data }: EventOfType<'contact.answered'>): void {
  state.firstAnswers ??= new Map()
  if (!state.firstAnswers.has(subject)) state.firstAnswers.set(subject, data.agent)
  if (state.contact === subject) state.answeredBy ??= data.agent
}

/** A contact of the case waits or talks from now on. */
export function online(state: CaseState, contact: string): void {
  state.onLine ??= new Set()
  state.onLine.add(contact)
}

function offline(state: CaseState, contact: string): void {
  state.onLine?.delete(contact)
  if (state.onLine?.size === 0) state.onLine = null
}

function escalationRequested(state: CaseState, at: number): void {
  state.unansweredSince ??= at
  if (state.askedSupervisor !== null && state.supervisorSpoke === null) return
  state.askedSupervisor = at
  state.supervisorSpoke = null
}

function supervisorReplied(state: CaseState, at: number): void {
  wordFromUs(state)
  if (state.askedSupervisor !== null) state.supervisorSpoke ??= at
}

/** What changes anything of a case: all that is about it, and the beginnings and ends of its contacts. */
const CHANGING: ReadonlySet<string> = new Set([
  ...Object.keys(eventData).filter((type) => type.startsWith('case.')),
  'contact.queued',
  'contact.answered',
  'contact.ended',
  'contact.abandoned',
  'contact.left',
])

function applyContactEvent(state: CaseState, event: EventOfKind<'contact'>): void {
  switch (event.type) {
    case 'contact.queued':
      online(state, event.subject)
      return
    case 'contact.answered':
      online(state, event.subject)
      answeredContact(state, event)
      return
    case 'contact.ended':
    case 'contact.abandoned':
    case 'contact.left':
      offline(state, event.subject)
      return
    case 'contact.offered':
    case 'contact.declined':
    case 'contact.dialled':
    case 'contact.message':
    case 'contact.held':
    case 'contact.resumed':
    case 'contact.transferred':
    case 'contact.wrapped':
    case 'contact.rated':
    case 'contact.flagged':
      return
    default:
      event satisfies never
  }
}

function applyCaseEvent(state: CaseState, event: EventOfKind<'case'>): void {
  const { time } = event
  switch (event.type) {
    case 'case.opened':
      opened(state, event)
      return
    case 'case.contacted':
      customerCame(state, time)
      state.cameAgain++
      return
    case 'case.assigned':
      assigned(state, event)
      return
    case 'case.replied':
      replied(state, event)
      return
    case 'case.escalation_requested':
      escalationRequested(state, time)
      return
    case 'case.supervisor_replied':
      supervisorReplied(state, time)
      return
    case 'case.priority_changed':
      state.priority = event.data.priority
      return
    case 'case.assessed':
      state.fault = event.data.fault ?? state.fault
      state.cause = event.data.cause ?? state.cause
      return
    case 'case.waiting':
      state.state = 'waiting'
      return
    case 'case.resumed':
      state.state = 'open'
      state.unansweredSince ??= time
      return
    case 'case.resolved':
      state.state = 'resolved'
      wordFromUs(state)
      state.cause = event.data.cause ?? state.cause
      return
    case 'case.reopened':
      state.state = 'open'
      state.unansweredSince ??= time
      state.cause = event.data.cause ?? state.cause
      return
    case 'case.described':
      described(state, event)
      return
    // Which cases went into which is known only to all of them together.
    case 'case.merged':
    case 'case.unmerged':
      return
    case 'case.noted':
      state.notedAt = time
      return
    default:
      event satisfies never
  }
}

/** Applies an event of the case itself or of one of its contacts. */
export function applyToCase(state: CaseState, event: EventOfKind<'case' | 'contact'>): void {
  if (isOfKind('case', event)) applyCaseEvent(state, event)
  else applyContactEvent(state, event)
}

/** Whether an event of this type, of the case or of its contacts, changes anything of a case. */
export function changesCase(type: string): boolean {
  return CHANGING.has(type)
}
