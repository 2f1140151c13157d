import type { EventOfKind, EventOfType } from '../../../event/event.ts'

/** What an approval is after the events applied so far; instants in ms since 1970. */
export interface ApprovalState {
  case: string | null
  from: string | null
  /** Who asked: the person, or null where a feed or a token said it. */
  requestedBy: string | null
  /** What it is for. */
  kind: string | null
  amount: number | null
  currency: string | null
  /** Why, as one of the site's causes. */
  cause: string | null
  reason: string | null
  requestedAt: number | null
  decision: 'open' | 'granted' | 'refused'
  /** What who was asked wants to know first, and what was said to it. */
  question: string | null
  explanation: string | null
  /** When it was decided last, and by whom. */
  decidedAt: number | null
  decidedBy: string | null
}

export function newApproval(): ApprovalState {
  return {
    case: null,
    from: null,
    requestedBy: null,
    kind: null,
    amount: null,
    currency: null,
    cause: null,
    reason: null,
    requestedAt: null,
    decision: 'open',
    question: null,
    explanation: null,
    decidedAt: null,
    decidedBy: null,
  }
}

/** The person whose word an event is, by its source. */
function personOf(source: string): string | null {
  return /^user\/([^/]+)$/.exec(source)?.[1] ?? null
}

function requested(state: ApprovalState, event: EventOfType<'approval.requested'>): void {
  for (const field of ['case', 'from', 'kind', 'currency', 'cause', 'reason'] as const)
    state[field] = event.data[field] ?? state[field]
  state.amount = event.data.amount ?? state.amount
  state.requestedBy ??= personOf(event.source)
  state.requestedAt ??= event.time
}

/** Applies an event of the approval itself; the last decision counts, and a new question waits for a new word. */
export function applyToApproval(state: ApprovalState, event: EventOfKind<'approval'>): void {
  switch (event.type) {
    case 'approval.requested':
      requested(state, event)
      return
    case 'approval.decided':
      state.decision = event.data.granted ? 'granted' : 'refused'
      state.decidedAt = event.time
      state.decidedBy = event.data.by ?? personOf(event.source)
      return
    case 'approval.questioned':
      state.question = event.data.text
      state.explanation = null
      return
    case 'approval.explained':
      state.explanation = event.data.text
      return
    default:
      event satisfies never
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
