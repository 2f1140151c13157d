import type { FloorEvent } from '../event.ts'
import { saidInstant, saidText } from './said.ts'

/** What a hand-off to another department is after the events applied so far; instants in ms since 1970. */
export interface HandoffState {
  case: string | null
  department: string | null
  question: string | null
  sentAt: number | null
  due: number | null
  acceptedAt: number | null
  returnedAt: number | null
  bounces: number
}

export function newHandoff(): HandoffState {
  return {
    case: null,
    department: null,
    question: null,
    sentAt: null,
    due: null,
    acceptedAt: null,
    returnedAt: null,
    bounces: 0,
  }
}

function sent(state: HandoffState, event: FloorEvent): void {
  state.case = saidText(event, 'case')
  state.department = saidText(event, 'department')
  state.question = saidText(event, 'question') ?? state.question
  state.due = saidInstant(event, 'due') ?? state.due
  state.sentAt ??= event.time
}

/** Applies an event of the hand-off itself. */
export function applyToHandoff(state: HandoffState, event: FloorEvent): void {
  switch (event.type) {
    case 'handoff.sent':
      sent(state, event)
      return
    case 'handoff.accepted':
      state.acceptedAt ??= event.time
      return
    case 'handoff.returned':
      state.returnedAt ??= event.time
      return
    case 'handoff.bounced':
      state.bounces++
      state.department = saidText(event, 'to') ?? state.department
      state.acceptedAt = null
      return
    default:
      return
  }
}

/** A field that rules may name (rules.md). */
export function handoffField(state: HandoffState, field: string): unknown {
  switch (field) {
    case 'case':
    case 'department':
    case 'due':
      return state[field]
    default:
      return null
  }
}
