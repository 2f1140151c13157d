import { type EventOfKind, type EventOfType, isOfKind } from '../event/event.ts'
import { eventData } from '../event/event-data.ts'
import { MERGED_FIELD } from '../rules/field-value.ts'
import { CLOCK_RUNS } from '../rules/judge.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { type GivenBy, givenBy } from './given.ts'

/** What a case is after the events applied so far; instants in ms since 1970. */
export interface CaseState {
  kind: string | null
  title: string | null
  queue: string | null
  team: string | null
  /** The owner that the opening names, who was assigned last, who answered its contact first: the owner is the first of 2, 1, 3 that is there. */
  openedFor: string | null
  /** Empty: it was given back, and is nobody's. */
  assigned: string | null
  given: GivenBy | null
  /** Who had it before its owner. */
  ownedBefore: string | null
  answeredBy: string | null
  contact: string | null
  priority: string
  channel: string | null
  customer: string | null
  phone: string | null
  name: string | null
  deadline: number | null
  nextAt: number | null
  cause: string | null
  fault: string | null
  /** Null before the first event that says it. */
  state: 'open' | 'waiting' | 'resolved' | null
  openedAt: number | null
  /** The first time the customer came, asked or refused without a word from us since. */
  unansweredSince: number | null
  /** The first wish for a supervisor that none had followed by then, and when one spoke to the customer. */
  askedSupervisor: number | null
  supervisorSpoke: number | null
  /** How often the customer came again since our last word. */
  cameAgain: number
  contacts: number
  replies: number
  /** When something was last noted. */
  notedAt: number | null
  /** The case that it went into, from that event on. */
  mergedInto: string | null
  /** Contacts of this case that wait or talk now. */
  onLine: Set<string> | null
  /** Who answered first, by contact: known before the case names its contact. */
  firstAnswers: Map<string, string> | null
}

export function newCase(): CaseState {
  return {
    kind: null,
    title: null,
    queue: null,
    team: null,
    openedFor: null,
    assigned: null,
    given: null,
    ownedBefore: null,
    answeredBy: null,
    contact: null,
    priority: 'normal',
    channel: null,
    customer: null,
    phone: null,
    name: null,
    deadline: null,
    nextAt: null,
    cause: null,
    fault: null,
    state: null,
    openedAt: null,
    unansweredSince: null,
    askedSupervisor: null,
    supervisorSpoke: null,
    cameAgain: 0,
    contacts: 0,
    replies: 0,
    notedAt: null,
    mergedInto: null,
    onLine: null,
    firstAnswers: null,
  }
}

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

/** Who owns the case (contract §3): assigned last, else named at the opening, else who answered its contact. */
export function ownerOf(state: CaseState): string | null {
  return (state.assigned ?? state.openedFor ?? state.answeredBy) || null
}

/** Whether a case is open and no clock of its family runs. */
export function isUnwatched(state: CaseState['state'], clocks: number): boolean {
  return state === 'open' && (clocks & CLOCK_RUNS) === 0
}

/** A field that rules may name (rules.md); instants in ms. */
export function caseField(state: CaseState, field: string): unknown {
  switch (field) {
    case 'owner':
      return ownerOf(state)
    case MERGED_FIELD:
      return state.mergedInto !== null
    case 'kind':
    case 'state':
    case 'priority':
    case 'queue':
    case 'team':
    case 'channel':
    case 'customer':
    case 'deadline':
    case 'nextAt':
    case 'cause':
    case 'fault':
      return state[field]
    default:
      return null
  }
}
