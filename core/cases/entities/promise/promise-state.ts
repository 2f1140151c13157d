import type { EventOfKind, EventOfType } from '../../../event/event.ts'
import { parseInstant } from '../../../time/parse-instant.ts'

/** What a promise is after the events applied so far; instants in ms since 1970. */
export interface PromiseState {
  case: string | null
  text: string
  madeAt: number | null
  due: number | null
  agent: string | null
  origin: string | null
  basis: string | null
  inWriting: boolean
  /** A due once passed unkept: a breach is a fact, which no later date agreed takes back. */
  missed: boolean
  share: number
  end: 'none' | 'kept' | 'withdrawn'
}

export function newPromise(): PromiseState {
  return {
    case: null,
    text: '',
    madeAt: null,
    due: null,
    agent: null,
    origin: null,
    basis: null,
    inWriting: false,
    missed: false,
    share: 1,
    end: 'none',
  }
}

function missIfPassed(state: PromiseState, at: number): void {
  if (state.end === 'none' && state.due !== null && at > state.due) state.missed = true
}

function made(state: PromiseState, event: EventOfType<'promise.made'>): void {
  state.case = event.data.case
  state.text = event.data.text
  state.due = parseInstant(event.data.due)
  for (const field of ['agent', 'origin', 'basis'] as const) state[field] = event.data[field] ?? state[field]
  state.madeAt ??= event.time
}

/** Applies an event of the promise itself. */
export function applyToPromise(state: PromiseState, event: EventOfKind<'promise'>): void {
  missIfPassed(state, event.time)
  switch (event.type) {
    case 'promise.made':
      made(state, event)
      return
    case 'promise.confirmed':
      state.inWriting = true
      return
    case 'promise.moved':
      state.due = parseInstant(event.data.due) ?? state.due
      return
    case 'promise.kept':
      state.end = 'kept'
      state.share = event.data.share ?? 1
      return
    case 'promise.withdrawn':
      state.end = 'withdrawn'
      state.share = event.data.share ?? 0
      return
    case 'promise.at_risk':
      return
    default:
      event satisfies never
  }
}

/** The state a row shows at `now`: open until due, broken from the due instant on, late when kept after a missed due. */
export function promiseStateAt(
  state: PromiseState,
  now: number,
): 'open' | 'kept' | 'late' | 'broken' | 'withdrawn' {
  if (state.end === 'withdrawn') return 'withdrawn'
  if (state.end === 'kept') return state.missed ? 'late' : 'kept'
  return state.due !== null && now >= state.due ? 'broken' : 'open'
}

/** A field that rules may name (rules.md). */
export function promiseField(state: PromiseState, field: string): unknown {
  switch (field) {
    case 'case':
    case 'agent':
    case 'due':
    case 'origin':
    case 'basis':
      return state[field]
    default:
      return null
  }
}
