import type { EventOfKind, EventOfType } from '../../../event/event.ts'

/** What rules may ask of a contact after the events applied so far; its row is the floor side's. */
export interface ContactState {
  queue: string | null
  channel: string
  priority: string | number | null
  answered: boolean
  agent: string | null
  case: string | null
  customer: string | null
  over: boolean
  /** It was said to have ended, and was not queued or dialled since: an answer then is none. */
  hasEnded: boolean
}

export function newCaseContact(): ContactState {
  return {
    queue: null,
    channel: 'voice',
    priority: null,
    answered: false,
    agent: null,
    case: null,
    customer: null,
    over: false,
    hasEnded: false,
  }
}

function began(state: ContactState, event: EventOfType<'contact.queued' | 'contact.dialled'>): void {
  state.queue = event.data.queue ?? state.queue
  state.channel = event.data.channel ?? state.channel
  state.customer = event.data.customer ?? state.customer
  state.case = event.data.case ?? state.case
  state.over = false
  state.hasEnded = false
}

const CHANGING: ReadonlySet<string> = new Set([
  'contact.queued',
  'contact.dialled',
  'contact.answered',
  'contact.ended',
  'contact.abandoned',
  'contact.left',
])

/** Whether an event of this type changes anything that rules may ask of its contact. */
export function changesContact(type: string): boolean {
  return CHANGING.has(type)
}

/** Applies an event of the contact, or one of its case that names it. */
export function applyToContact(
  state: ContactState,
  event: EventOfKind<'contact'> | EventOfType<'case.opened' | 'case.contacted'>,
): void {
  switch (event.type) {
    case 'contact.queued':
      state.priority = event.data.priority ?? state.priority
      began(state, event)
      return
    case 'contact.dialled':
      state.agent = event.data.agent
      began(state, event)
      return
    case 'contact.answered':
      state.answered = true
      state.agent = event.data.agent
      return
    case 'contact.ended':
      state.over = true
      state.hasEnded = true
      return
    case 'contact.abandoned':
    case 'contact.left':
      state.over = true
      return
    case 'case.opened':
    case 'case.contacted':
      state.case = event.subject
      return
    case 'contact.offered':
    case 'contact.declined':
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

/** A field that rules may name (rules.md). */
export function contactField(state: ContactState, field: string): unknown {
  switch (field) {
    case 'queue':
    case 'channel':
    case 'priority':
    case 'answered':
    case 'agent':
    case 'case':
    case 'customer':
      return state[field]
    default:
      return null
  }
}
