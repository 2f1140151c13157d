import type { QueueRow } from '#core/row.ts'
import { isClosed, queueStanding, standingMark } from '../_rows/queue-mark.ts'
import type { Mark } from '../_ui/state-mark.tsx'

export interface QueueLook {
  mark: Mark
  /** Its figures are of before: its feed is not heard. */
  old: boolean
  closed: boolean
  /** Closed, and nobody waits: when it opens is all there is to say. */
  shut: boolean
  below: boolean
  late: boolean
}

/** What of a queue's row decides how it is drawn; `lost`: the server was not heard for so long that no figure stands. */
export function queueLook(row: QueueRow, lost: boolean): QueueLook {
  const state = queueStanding(row)
  const old = row.knownUntil !== null
  const closed = isClosed(row)
  const { target, serviceLevelNow } = row
  return {
    mark: lost || old ? 'unknown' : standingMark[state],
    old,
    closed,
    shut: state === 'closed' && !lost && !old,
    below: !closed && target !== null && serviceLevelNow !== null && serviceLevelNow < target.share,
    late: (row.waitingLate ?? 0) > 0,
  }
}
