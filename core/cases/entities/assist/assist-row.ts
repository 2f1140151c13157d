import type { AssistRow } from '../../../rows/case-rows.ts'
import { instantText, instantTextOrNull } from '../../../rows/row.ts'
import { type AssistState, assistLapsesAt, assistStateAt } from './assist-state.ts'

/** A call for a lead; who was called because of it is known elsewhere. */
export function assistRow(id: string, state: AssistState, now: number): AssistRow {
  const { agent, contact, place, note, acceptedBy } = state
  return {
    id,
    agent: agent ?? '',
    case: state.case,
    ...{ contact, place, note },
    requestedAt: instantText(state.requestedAt ?? 0),
    state: assistStateAt(state, now),
    acceptedBy,
    acceptedAt: instantTextOrNull(state.acceptedAt),
    endedAt: instantTextOrNull(state.endedAt),
    ...{ told: [], nobody: false, about: null },
  }
}

/** When time alone changes the row (ms): a call for a lead that nobody ends lapses. */
export function assistChangesAt(state: AssistState): number | null {
  return state.endedAt === null ? assistLapsesAt(state) : null
}
