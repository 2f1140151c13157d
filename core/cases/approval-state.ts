import type { FloorEvent } from '../event.ts'
import { saidNumber, saidText } from './said.ts'

/** What an approval is after the events applied so far; instants in ms since 1970. */
export interface ApprovalState {
  case: string | null
  from: string | null
  amount: number | null
  currency: string | null
  reason: string | null
  requestedAt: number | null
  decision: 'open' | 'granted' | 'refused'
}

export function newApproval(): ApprovalState {
  return {
    case: null,
    from: null,
    amount: null,
    currency: null,
    reason: null,
    requestedAt: null,
    decision: 'open',
  }
}

/** Applies an event of the approval itself; the last decision counts. */
export function applyToApproval(state: ApprovalState, event: FloorEvent): void {
  if (event.type === 'approval.decided') {
    state.decision = event.data.granted === true ? 'granted' : 'refused'
    return
  }
  if (event.type !== 'approval.requested') return
  for (const field of ['case', 'from', 'currency', 'reason'] as const) state[field] = saidText(event, field)
  state.amount = saidNumber(event, 'amount')
  state.requestedAt ??= event.time
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
