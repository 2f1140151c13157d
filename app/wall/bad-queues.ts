import type { QueueRow } from '#core/rows/row.ts'
import { queueStatus } from '../_work-items/queue-status.ts'

/** A queue that the room should look at; the lower its weight, the sooner. */
export interface BadQueue {
  id: string
  weight: number
}

/**
 * How soon somebody should look at a queue, 0 first: people wait and nobody is there; they wait too long and the level
 * is missed; they wait too long; the level is missed; they wait outside of the hours. Undefined: nothing is bad, or
 * its figures are old.
 */
export function badWeight(row: QueueRow): number | undefined {
  if (row.knownUntil !== null) return
  switch (queueStatus(row)) {
    case 'unstaffed':
      return 0
    case 'below':
      return (row.waitingLate ?? 0) > 0 ? 1 : 3
    case 'late':
      return 2
    case 'closedWaiting':
      return 4
    default:
      return
  }
}

/**
 * Which of the bad queues stand in so many places, in the board's order: the worst, and of equals those that stand
 * there already, for rows that change places cannot be read.
 */
export function staysInSight(before: readonly string[], bad: readonly BadQueue[], places: number): string[] {
  const worst = bad
    .map(({ id, weight }, at) => ({ id, at, weight, fresh: Number(!before.includes(id)) }))
    .sort((a, b) => a.weight - b.weight || a.fresh - b.fresh || a.at - b.at)
  return worst
    .slice(0, places)
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}
