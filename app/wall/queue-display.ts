import type { QueueRow } from '#core/rows/row.ts'
import type { StatusIcon } from '../_ui/status-icon.tsx'
import { levelBand, levelTone } from '../_work-items/level-band.ts'
import { isQueueClosed, queueStatus, statusIcon } from '../_work-items/queue-status.ts'

export interface QueueDisplay {
  mark: StatusIcon
  /** Its figures are of before: its feed is not heard. */
  old: boolean
  closed: boolean
  /** Closed, and nobody waits: when it opens is all there is to say. */
  shut: boolean
  /** How its level is drawn, by its last half hour. */
  level: 'plain' | 'warned' | 'breached'
  late: boolean
}

/** What of a queue's row decides how it is drawn; `lost`: the server was not heard for so long that no figure stands. */
export function queueDisplay(row: QueueRow, lost: boolean): QueueDisplay {
  const state = queueStatus(row)
  const old = row.knownUntil !== null
  const closed = isQueueClosed(row)
  const band = closed ? null : levelBand(row)
  return {
    mark: lost || old ? 'unknown' : statusIcon[state],
    old,
    closed,
    shut: state === 'closed' && !lost && !old,
    level: band === null ? 'plain' : levelTone[band],
    late: (row.waitingLate ?? 0) > 0,
  }
}
