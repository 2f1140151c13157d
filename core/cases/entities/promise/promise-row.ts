import type { PromiseRow } from '../../../rows/case-rows.ts'
import { instantText } from '../../../rows/row.ts'
import type { ClockState } from '../../../rules/judge.ts'
import { clockViews } from '../../clocks/clock-list.ts'
import { type PromiseState, promiseStateAt } from './promise-state.ts'

/** The row of a promise at an instant (ms); `owner`: whose its case is, null if nobody's. */
export function promiseRow(
  id: string,
  state: PromiseState,
  owner: string | null,
  clocks: readonly ClockState[],
  now: number,
): PromiseRow {
  const { text, agent, origin, basis, inWriting } = state
  return {
    id,
    case: state.case,
    ...{ text, agent, owner: owner ?? agent, origin, basis, inWriting },
    dueAt: instantText(state.due ?? 0),
    state: promiseStateAt(state, now),
    clocks: clockViews(clocks),
  }
}

/** When time alone changes the row (ms): the promise is late from its due on. */
export function promiseChangesAt({ end, due }: PromiseState): number | null {
  return end === 'none' ? due : null
}
