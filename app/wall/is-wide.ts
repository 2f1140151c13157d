import type { QueueRow } from '#core/rows/row.ts'
import { waitingNow } from '../_work-items/waiting-now.ts'

/** From so many on a count takes three digits. */
const HUNDRED = 100

/** Whether a queue's counts need the room of a third digit. */
export const isWide = (row: QueueRow) =>
  (waitingNow(row) ?? 0) >= HUNDRED || (row.agents.available ?? 0) >= HUNDRED
