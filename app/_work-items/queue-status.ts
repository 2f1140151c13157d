import type { QueueRow } from '#core/rows/row.ts'
import type { StatusIcon } from '../_ui/status-icon.tsx'
import { levelBand } from './level-band.ts'
import { waitingNow } from './waiting-now.ts'

/** How a queue stands, as the word on its tile (messages `queueState`). */
export type QueueStatus =
  | 'unstaffed'
  | 'closed'
  | 'closedWaiting'
  | 'below'
  | 'late'
  | 'near'
  | 'onTarget'
  | 'calm'
  | 'noTarget'
  | 'unmeasured'

/** Outside its calendar's hours. A server of before says nothing of hours. */
export const isQueueClosed = (row: Pick<QueueRow, 'opensAt'>) => row.opensAt != null

/**
 * What a queue's tile says: nobody signed in while somebody waits; closed by its calendar, with or without somebody who
 * waits nevertheless; service level of the last half hour below its target, somebody waiting longer than the target
 * allows, near the target, on it; without a target, or where nobody came, only whether somebody waits; nothing of what is
 * not measured.
 */
export function queueStatus(row: QueueRow): QueueStatus {
  const waiting = waitingNow(row)
  if (waiting !== null && waiting > 0 && row.agents.signedIn === 0) return 'unstaffed'
  if (isQueueClosed(row)) return waiting !== null && waiting > 0 ? 'closedWaiting' : 'closed'
  if (waiting === null) return 'unmeasured'
  const level = levelBand(row)
  if (level === 'below') return 'below'
  if ((row.waitingLate ?? 0) > 0) return 'late'
  if (row.target === null) return waiting > 0 ? 'noTarget' : 'calm'
  if (level === null) return 'calm'
  return level === 'near' ? 'near' : 'onTarget'
}

export const statusIcon: Record<QueueStatus, StatusIcon> = {
  unstaffed: 'breached',
  closed: 'idle',
  closedWaiting: 'warned',
  below: 'breached',
  late: 'warned',
  near: 'warned',
  onTarget: 'ok',
  calm: 'idle',
  noTarget: 'unknown',
  unmeasured: 'unknown',
}
