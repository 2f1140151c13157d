import type { HandoffRow } from '../../../rows/case-rows.ts'
import { instantText, instantTextOrNull } from '../../../rows/row.ts'
import type { ClockState } from '../../../rules/judge.ts'
import { clockViews } from '../../clocks/clock-list.ts'
import type { HandoffState } from './handoff-state.ts'

function moreTimeOf({ moreTime }: HandoffState): HandoffRow['moreTime'] {
  if (moreTime === null) return null
  return { ...moreTime, until: instantText(moreTime.until), askedAt: instantText(moreTime.askedAt) }
}

/** The row of a hand-off; `due`: when its answer is due (ms), null if nobody said. */
export function handoffRow(
  id: string,
  state: HandoffState,
  clocks: readonly ClockState[],
  due: number | null,
): HandoffRow {
  return {
    id,
    case: state.case,
    department: state.department ?? '',
    question: state.question,
    sentAt: instantText(state.sentAt ?? 0),
    dueAt: instantTextOrNull(due),
    acceptedAt: instantTextOrNull(state.acceptedAt),
    returnedAt: instantTextOrNull(state.returnedAt),
    answer: state.answer,
    moreTime: moreTimeOf(state),
    bounces: state.bounces,
    clocks: clockViews(clocks),
  }
}

/** When time alone changes the row (ms): what is not back is late from its due on. */
export function handoffChangesAt({ returnedAt }: HandoffState, due: number | null): number | null {
  return returnedAt === null ? due : null
}
