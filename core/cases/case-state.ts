import type { FloorEvent } from '../event.ts'
import { CLOCK_RUNS } from '../rules/judge.ts'
import { instantField, textField } from './event-text.ts'

/** What a case is after the events applied so far; instants in ms since 1970. */
export interface CaseState {
  kind: string | null
  title: string | null
  queue: string | null
  team: string | null
  /** The owner that the opening names, who was assigned last, who answered its contact first: the owner is the first of 2, 1, 3 that is there. */
  openedFor: string | null
  assigned: string | null
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
  /** Contacts of this case that wait or talk now. */
  onLine: Set<string> | null
  /** Who answered first, by contact: known before the case names its contact. */
  firstAnswers: Record<string, string> | null
}

export function newCase(): CaseState {
  return {
    kind: null,
    title: null,
    queue: null,
    team: null,
    openedFor: null,
    assigned: null,
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
    onLine: null,
    firstAnswers: null,
  }
}

type Apply = (state: CaseState, event: FloorEvent) => void

function customerCame(state: CaseState, event: FloorEvent): void {
  state.state = 'open'
  state.contacts++
  state.unansweredSince ??= event.time
}

function wordFromUs(state: CaseState): void {
  state.unansweredSince = null
  state.cameAgain = 0
}

const opened: Apply = (state, event) => {
  state.kind = textField(event, 'kind')
  for (const field of ['title', 'queue', 'team', 'channel', 'customer', 'phone', 'name'] as const)
    state[field] = textField(event, field) ?? state[field]
  state.openedFor = textField(event, 'agent') ?? state.openedFor
  state.priority = textField(event, 'priority') ?? state.priority
  state.deadline = instantField(event, 'deadline') ?? state.deadline
  state.cause = textField(event, 'cause') ?? state.cause
  state.contact = textField(event, 'contact') ?? state.contact
  if (state.contact !== null) state.answeredBy ??= state.firstAnswers?.[state.contact] ?? null
  state.openedAt ??= event.time
  customerCame(state, event)
}

const replied: Apply = (state, event) => {
  wordFromUs(state)
  state.replies++
  state.nextAt = instantField(event, 'nextAt')
  // A refused answer leaves the next word to us again, from now on.
  if (event.data.accepted === false) state.unansweredSince = event.time
}

const answeredContact: Apply = (state, event) => {
  const agent = textField(event, 'agent')
  if (agent === null) return
  // Ids come from outside: a plain object would take `__proto__` for something else.
  state.firstAnswers ??= Object.create(null) as Record<string, string>
  state.firstAnswers[event.subject] ??= agent
  if (state.contact === event.subject) state.answeredBy ??= agent
}

const online: Apply = (state, event) => {
  state.onLine ??= new Set()
  state.onLine.add(event.subject)
}

const offline: Apply = (state, event) => {
  state.onLine?.delete(event.subject)
  if (state.onLine?.size === 0) state.onLine = null
}

const escalationRequested: Apply = (state, event) => {
  state.unansweredSince ??= event.time
  if (state.askedSupervisor !== null && state.supervisorSpoke === null) return
  state.askedSupervisor = event.time
  state.supervisorSpoke = null
}

const supervisorReplied: Apply = (state, event) => {
  wordFromUs(state)
  if (state.askedSupervisor !== null) state.supervisorSpoke ??= event.time
}

function causeIfEmitted(state: CaseState, event: FloorEvent): void {
  state.cause = textField(event, 'cause') ?? state.cause
}

const apply: Readonly<Record<string, Apply>> = {
  'case.opened': opened,
  'case.contacted': (state, event) => {
    customerCame(state, event)
    state.cameAgain++
  },
  'case.assigned': (state, event) => {
    state.assigned = textField(event, 'agent')
  },
  'case.replied': replied,
  'case.escalation_requested': escalationRequested,
  'case.supervisor_replied': supervisorReplied,
  'case.priority_changed': (state, event) => {
    state.priority = textField(event, 'priority') ?? state.priority
  },
  'case.assessed': (state, event) => {
    state.fault = textField(event, 'fault') ?? state.fault
    causeIfEmitted(state, event)
  },
  'case.waiting': (state) => {
    state.state = 'waiting'
  },
  'case.resumed': (state, event) => {
    state.state = 'open'
    state.unansweredSince ??= event.time
  },
  'case.resolved': (state, event) => {
    state.state = 'resolved'
    wordFromUs(state)
    causeIfEmitted(state, event)
  },
  'case.reopened': (state, event) => {
    state.state = 'open'
    state.unansweredSince ??= event.time
    causeIfEmitted(state, event)
  },
  'contact.queued': online,
  'contact.answered': (state, event) => {
    online(state, event)
    answeredContact(state, event)
  },
  'contact.ended': offline,
  'contact.abandoned': offline,
  'contact.left': offline,
}

/** Applies an event of the case itself or of one of its contacts; others change nothing of it. */
export function applyToCase(state: CaseState, event: FloorEvent): void {
  apply[event.type]?.(state, event)
}

/** Whether an event of this type, of the case or of its contacts, changes anything of a case. */
export function changesCase(type: string): boolean {
  return Object.hasOwn(apply, type)
}

/** Who owns the case (contract §3): assigned last, else named at the opening, else who answered its contact. */
export function ownerOf(state: CaseState): string | null {
  return state.assigned ?? state.openedFor ?? state.answeredBy
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
