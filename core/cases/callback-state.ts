import type { EventOfKind, EventOfType } from '../event.ts'
import { parseInstant } from '../parse-instant.ts'

/** What a callback is after the events applied so far; instants in ms since 1970. */
export interface CallbackState {
  queue: string | null
  agent: string | null
  customer: string | null
  phone: string | null
  case: string | null
  requestedAt: number | null
  due: number | null
  notBefore: number | null
  attempts: number
  lastOutcome: string | null
  /** Done, cancelled, or the customer was reached. */
  over: boolean
}

export function newCallback(): CallbackState {
  return {
    queue: null,
    agent: null,
    customer: null,
    phone: null,
    case: null,
    requestedAt: null,
    due: null,
    notBefore: null,
    attempts: 0,
    lastOutcome: null,
    over: false,
  }
}

function requested(state: CallbackState, event: EventOfType<'callback.requested'>): void {
  for (const field of ['queue', 'customer', 'phone', 'case'] as const)
    state[field] = event.data[field] ?? state[field]
  state.due = parseInstant(event.data.due) ?? state.due
  state.notBefore = parseInstant(event.data.notBefore) ?? state.notBefore
  state.requestedAt ??= event.time
}

function attempted(state: CallbackState, event: EventOfType<'callback.attempted'>): void {
  state.attempts++
  state.lastOutcome = event.data.outcome
  if (state.lastOutcome === 'reached') state.over = true
}

/** Applies an event of the callback itself. */
export function applyToCallback(state: CallbackState, event: EventOfKind<'callback'>): void {
  switch (event.type) {
    case 'callback.requested':
      requested(state, event)
      return
    case 'callback.assigned':
      state.agent = event.data.agent
      return
    case 'callback.attempted':
      attempted(state, event)
      return
    case 'callback.rescheduled':
      state.due = parseInstant(event.data.due) ?? state.due
      return
    case 'callback.done':
    case 'callback.cancelled':
      state.over = true
      return
    default:
      event satisfies never
  }
}

/** A field that rules may name (rules.md). */
export function callbackField(state: CallbackState, field: string): unknown {
  switch (field) {
    case 'queue':
    case 'agent':
    case 'case':
    case 'due':
      return state[field]
    default:
      return null
  }
}
