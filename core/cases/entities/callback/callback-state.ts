import type { EventOfKind, EventOfType } from '../../../event/event.ts'
import { parseInstant } from '../../../time/parse-instant.ts'
import { type GivenBy, givenBy } from '../case/given.ts'

/** What a callback is after the events applied so far; instants in ms since 1970. */
export interface CallbackState {
  queue: string | null
  agent: string | null
  customer: string | null
  phone: string | null
  name: string | null
  case: string | null
  requestedAt: number | null
  due: number | null
  notBefore: number | null
  attempts: number
  lastOutcome: string | null
  given: GivenBy | null
  /** Who had it before whoever has it. */
  ownedBefore: string | null
  /** How the customer was missed, where that is why: their message, or a direct call that nobody answered. */
  missed: 'no_answer' | 'voicemail' | null
  /** Done, cancelled, or the customer was reached. */
  over: boolean
}

export function newCallback(): CallbackState {
  return {
    queue: null,
    agent: null,
    customer: null,
    phone: null,
    name: null,
    case: null,
    requestedAt: null,
    due: null,
    notBefore: null,
    attempts: 0,
    lastOutcome: null,
    given: null,
    ownedBefore: null,
    missed: null,
    over: false,
  }
}

function requested(state: CallbackState, event: EventOfType<'callback.requested'>): void {
  for (const field of ['queue', 'customer', 'phone', 'name', 'case'] as const)
    state[field] = event.data[field] ?? state[field]
  state.notBefore = parseInstant(event.data.notBefore) ?? state.notBefore
  state.due = dueFrom(parseInstant(event.data.due), state.notBefore, event.time)
  state.agent = event.data.agent ?? null
  state.given = givenBy(event, null)
  state.missed = missedBy(event) ?? state.missed
  state.requestedAt ??= event.time
}

function missedBy({ data }: EventOfType<'callback.requested'>): CallbackState['missed'] {
  return data.missed ?? (data.mailbox === undefined ? null : 'voicemail')
}

/** Where the customer says only from when on they can be called: so long from then on, ms. */
const CALL_WITHIN_MS = 30 * 60_000

/** By when it is to be made: as agreed, but never before the customer can be called. */
function dueFrom(due: number | null, notBefore: number | null, asked: number): number | null {
  if (notBefore === null || notBefore <= asked) return due
  return due === null || due <= notBefore ? notBefore + CALL_WITHIN_MS : due
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
      state.given = givenBy(event, state.ownedBefore)
      if (state.agent !== null && state.agent !== event.data.agent) state.ownedBefore = state.agent
      state.agent = event.data.agent
      return
    case 'callback.attempted':
      attempted(state, event)
      return
    case 'callback.rescheduled':
      state.due = parseInstant(event.data.due) ?? state.due
      // What is agreed now takes the place of what was said before.
      if (state.notBefore !== null && state.due !== null && state.due <= state.notBefore)
        state.notBefore = null
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
