import type { QueueRow } from '#core/rows/row.ts'
import { type QueueStatus, queueStatus } from '../_work-items/queue-status.ts'
import { waitingNow } from '../_work-items/waiting-now.ts'

export const columns = [
  'name',
  'waiting',
  'longest',
  'serviceLevel',
  'offered',
  'abandonRate',
  'aht',
  'available',
] as const
export type Column = (typeof columns)[number]

const LAST = Number.NEGATIVE_INFINITY

const metrics: Record<Exclude<Column, 'name'>, (row: QueueRow) => number> = {
  waiting: (row) => waitingNow(row) ?? LAST,
  longest: (row) => (row.oldestWaitingAt === null ? LAST : -Date.parse(row.oldestWaitingAt)),
  serviceLevel: (row) => row.serviceLevelNow ?? LAST,
  offered: (row) => row.offered ?? LAST,
  abandonRate: (row) => row.abandonRate ?? LAST,
  aht: (row) => row.ahtSec ?? LAST,
  available: (row) => row.agents.available ?? LAST,
}

const collator = new Intl.Collator()
const byName = (a: QueueRow, b: QueueRow) =>
  collator.compare(a.name, b.name) || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

/** How soon somebody should look: nobody there for who waits, one waits too long, below target; what is closed last. */
const urgency: Record<QueueStatus, number> = {
  unstaffed: 0,
  late: 1,
  below: 2,
  closedWaiting: 3,
  near: 4,
  noTarget: 5,
  onTarget: 5,
  calm: 5,
  unmeasured: 5,
  closed: 6,
}

function urgencyOf(row: QueueRow): number {
  const status = queueStatus(row)
  return status === 'below' && (row.waitingLate ?? 0) > 0 ? urgency.late : urgency[status]
}

/** The worst queue first. */
export function compareUrgency(a: QueueRow, b: QueueRow): number {
  return urgencyOf(a) - urgencyOf(b) || byName(a, b)
}

/** Orders queues by a column; equal figures by name, so that rows do not swap places for nothing. 0 only for the same queue. */
export function compareBy(column: Column, descending = false): (a: QueueRow, b: QueueRow) => number {
  const turn = descending ? -1 : 1
  if (column === 'name') return (a, b) => turn * byName(a, b)
  const metric = metrics[column]
  return (a, b) => {
    const [left, right] = [metric(a), metric(b)]
    return left === right ? turn * byName(a, b) : left < right ? -turn : turn
  }
}
