import type { FloorEvent } from '../event.ts'
import { numberField, textField } from './event-text.ts'

/** What an approval is after the events applied so far; instants in ms since 1970. */
export interface ApprovalState {
  case: string | null
  from: string | null
  /** Who asked: the person, or null where a feed or a token said it. */
  requestedBy: string | null
  amount: number | null
  currency: string | null
  reason: string | null
  requestedAt: number | null
  decision: 'open' | 'granted' | 'refused'
  /** What who was asked wants to know first, and what was said to it. */
  question: string | null
  explanation: string | null
}

export function newApproval(): ApprovalState {
  return {
    case: null,
    from: null,
    requestedBy: null,
    amount: null,
    currency: null,
    reason: null,
    requestedAt: null,
    decision: 'open',
    question: null,
    explanation: null,
  }
}

/** The person whose word an event is, by its source. */
function personOf(source: string): string | null {
  return /^user\/([^/]+)$/.exec(source)?.[1] ?? null
}

function requested(state: ApprovalState, event: FloorEvent): void {
  for (const field of ['case', 'from', 'currency', 'reason'] as const)
    state[field] = textField(event, field) ?? state[field]
  state.amount = numberField(event, 'amount') ?? state.amount
  state.requestedBy ??= personOf(event.source)
  state.requestedAt ??= event.time
}

/** Applies an event of the approval itself; the last decision counts, and a new question waits for a new word. */
export function applyToApproval(state: ApprovalState, event: FloorEvent): void {
  switch (event.type) {
    case 'approval.requested':
      requested(state, event)
      return
    case 'approval.decided':
      state.decision = event.data.granted === true ? 'granted' : 'refused'
      return
    case 'approval.questioned':
      state.question = textField(event, 'text')
      state.explanation = null
      return
    case 'approval.explained':
      state.explanation = textField(event, 'text')
      return
    default:
      return
  }
}

/** A field that rules may name (rules.md). */
export function approvalField(state: ApprovalState, field: string): unknown {
  switch (field) {
    case 'case':
    case 'from':
    case 'amount':
      return state[field]
    default:
      return null
  }
}
