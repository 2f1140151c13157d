import type { QueueRow } from '#core/row.ts'
import type { Mark } from '../_ui/state-mark.tsx'
import { waitingNow } from './waiting-now.ts'

/** How a queue stands, as the word on its tile (messages `queueState`). */
export type QueueStanding = 'unstaffed' | 'below' | 'late' | 'onTarget' | 'calm' | 'unmeasured'

/**
 * What a queue's tile says: nobody signed in while somebody waits, service level now below its target, somebody waiting
 * longer than the target allows, on target; without a target only whether somebody waits; nothing of what is not measured.
 */
export function queueStanding(row: QueueRow): QueueStanding {
  const waiting = waitingNow(row)
  if (waiting === null) return 'unmeasured'
  if (waiting > 0 && row.agents.signedIn === 0) return 'unstaffed'
  const level = row.serviceLevelNow ?? row.serviceLevel
  if (row.target !== null && level !== null && level < row.target.share) return 'below'
  if ((row.waitingLate ?? 0) > 0) return 'late'
  if (row.target === null) return waiting > 0 ? 'unmeasured' : 'calm'
  return level === null ? 'calm' : 'onTarget'
}

export const standingMark: Record<QueueStanding, Mark> = {
  unstaffed: 'breached',
  below: 'breached',
  late: 'warned',
  onTarget: 'ok',
  calm: 'idle',
  unmeasured: 'unknown',
}
