import type { ApprovalRow } from '../../../rows/case-rows.ts'
import { instantText, instantTextOrNull } from '../../../rows/row.ts'
import type { ClockState } from '../../../rules/judge.ts'
import { clockViews } from '../../clocks/clock-list.ts'
import type { ApprovalState } from './approval-state.ts'

/** The row of an approval; what it is about is known to the case, the floor says it. */
export function approvalRow(id: string, state: ApprovalState, clocks: readonly ClockState[]): ApprovalRow {
  const { kind, amount, requestedBy, currency, reason, question, explanation } = state
  return {
    id,
    case: state.case,
    from: state.from ?? '',
    requestedBy,
    ...{ kind, amount, currency, reason },
    requestedAt: instantText(state.requestedAt ?? 0),
    state: state.decision,
    ...{ question, explanation },
    decidedAt: instantTextOrNull(state.decidedAt),
    decidedBy: state.decidedBy,
    about: null,
    clocks: clockViews(clocks),
  }
}
