import type { CallbackRow } from '../../../rows/case-rows.ts'
import { instantText, instantTextOrNull } from '../../../rows/row.ts'
import type { ClockState } from '../../../rules/judge.ts'
import { clockViews, dueOf } from '../../clocks/clock-list.ts'
import type { OpenCallback } from '../case/case-metrics.ts'
import { givenRow } from '../case/given.ts'
import type { CallbackState } from './callback-state.ts'

/** The row of a callback. */
export function callbackRow(id: string, state: CallbackState, clocks: readonly ClockState[]): CallbackRow {
  const { queue, agent, customer, phone, name, attempts, lastOutcome, missed } = state
  return {
    id,
    ...{ queue, agent, customer, phone, name, attempts, lastOutcome, missed },
    requestedAt: instantText(state.requestedAt ?? 0),
    dueAt: instantTextOrNull(dueOf(state.due, clocks)),
    notBefore: instantTextOrNull(state.notBefore),
    case: state.case,
    given: givenRow(state.given),
    // Who is on the line is known to contacts; the floor says it.
    onLineWith: [],
    clocks: clockViews(clocks),
  }
}

/** When time alone changes the row (ms): the callback is late from its due on. */
export function callbackChangesAt(
  { over, due }: CallbackState,
  clocks: readonly ClockState[],
): number | null {
  return over ? null : dueOf(due, clocks)
}

/** What a callback adds to the figures of its queue; null: it is over, or in none. */
export function openCallback(state: CallbackState, clocks: readonly ClockState[]): OpenCallback | null {
  if (state.over || state.queue === null) return null
  return { queue: state.queue, agent: state.agent, due: dueOf(state.due, clocks) }
}
