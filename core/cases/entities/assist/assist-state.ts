import type { EventOfKind } from '../../../event/event.ts'

/** What a call for a lead is after the events applied so far; instants in ms since 1970. */
export interface AssistState {
  /** Who calls. */
  agent: string | null
  case: string | null
  contact: string | null
  /** Seat or extension, as whoever called said it. */
  place: string | null
  note: string | null
  requestedAt: number | null
  /** Who said first to be on the way, and when. */
  acceptedBy: string | null
  acceptedAt: number | null
  endedAt: number | null
}

/** So long after it was last said, nobody is waited for any more: who called has gone on, or would have called again. */
export const ASSIST_LAPSES_MS = 60 * 60_000

export function newAssist(): AssistState {
  return {
    agent: null,
    case: null,
    contact: null,
    place: null,
    note: null,
    requestedAt: null,
    acceptedBy: null,
    acceptedAt: null,
    endedAt: null,
  }
}

/** Applies an event of the call itself: who accepted first has it, the first end is its end. */
export function applyToAssist(state: AssistState, event: EventOfKind<'assist'>): void {
  switch (event.type) {
    case 'assist.requested':
      for (const field of ['agent', 'case', 'contact', 'place', 'note'] as const)
        state[field] = event.data[field] ?? state[field]
      state.requestedAt ??= event.time
      return
    case 'assist.accepted':
      state.acceptedBy ??= event.data.by
      state.acceptedAt ??= event.time
      return
    case 'assist.ended':
      state.endedAt ??= event.time
      return
    default:
      event satisfies never
  }
}

/** When the call ends by itself (ms) unless somebody ends it before; null: it was never made. */
export function assistLapsesAt({ acceptedAt, requestedAt }: AssistState): number | null {
  const last = acceptedAt ?? requestedAt
  return last === null ? null : last + ASSIST_LAPSES_MS
}

/** Where the call stands at `now` (ms). */
export function assistStateAt(state: AssistState, now: number): 'open' | 'accepted' | 'ended' {
  const lapses = assistLapsesAt(state)
  if (state.endedAt !== null || (lapses !== null && lapses <= now)) return 'ended'
  return state.acceptedAt === null ? 'open' : 'accepted'
}

/** A field that rules may name (rules.md). */
export function assistField(state: AssistState, field: string): unknown {
  return field === 'case' || field === 'agent' ? state[field] : null
}
