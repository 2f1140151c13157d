import type { EventOfKind, EventOfType } from '../../../event/event.ts'
import { parseInstant } from '../../../time/parse-instant.ts'

/** What a hand-off to another department is after the events applied so far; instants in ms since 1970. */
export interface HandoffState {
  case: string | null
  department: string | null
  question: string | null
  sentAt: number | null
  due: number | null
  acceptedAt: number | null
  returnedAt: number | null
  answer: string | null
  /** The last wish of the department for more time; instants in ms. */
  moreTime: AskedTime | null
  bounces: number
  /** Departments that sent it back or on, and when (ms); what came back to one counts for it again. */
  bouncedBy: readonly { readonly department: string; readonly at: number }[]
}

export interface AskedTime {
  readonly until: number
  readonly reason: string | null
  readonly askedAt: number
  readonly state: 'asked' | 'granted' | 'refused'
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
    answer: null,
    moreTime: null,
    bounces: 0,
    bouncedBy: [],
  }
}

function sent(state: HandoffState, event: EventOfType<'handoff.sent'>): void {
  state.case = event.data.case
  state.department = event.data.department
  state.question = event.data.question ?? state.question
  state.due = parseInstant(event.data.due) ?? state.due
  state.sentAt ??= event.time
}

function timeRequested(state: HandoffState, event: EventOfType<'handoff.time_requested'>): void {
  const until = parseInstant(event.data.until)
  if (until === null) return
  state.moreTime = { until, reason: event.data.reason ?? null, askedAt: event.time, state: 'asked' }
}

/** Granted time is the new due: the owner has agreed it with the customer. A refusal leaves the due as it was. */
function timeDecided(state: HandoffState, event: EventOfType<'handoff.time_decided'>): void {
  const { granted } = event.data
  const until = parseInstant(event.data.until) ?? state.moreTime?.until ?? null
  if (granted && until !== null) state.due = until
  if (state.moreTime !== null) state.moreTime = { ...state.moreTime, state: granted ? 'granted' : 'refused' }
}

/** Applies an event of the hand-off itself. */
export function applyToHandoff(state: HandoffState, event: EventOfKind<'handoff'>): void {
  switch (event.type) {
    case 'handoff.sent':
      sent(state, event)
      return
    case 'handoff.accepted':
      state.acceptedAt ??= event.time
      return
    case 'handoff.returned':
      state.returnedAt ??= event.time
      state.answer = event.data.answer ?? state.answer
      return
    case 'handoff.time_requested':
      timeRequested(state, event)
      return
    case 'handoff.time_decided':
      timeDecided(state, event)
      return
    case 'handoff.bounced':
      state.bounces++
      if (state.department !== null)
        state.bouncedBy = [...state.bouncedBy, { department: state.department, at: event.time }]
      state.department = event.data.to ?? state.department
      state.acceptedAt = null
      state.moreTime = null
      return
    default:
      event satisfies never
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
