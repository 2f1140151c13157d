import type { QueueRow } from '#core/row.ts'
import { waitingNow } from '../_rows/waiting-now.ts'

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

const figures: Record<Exclude<Column, 'name'>, (row: QueueRow) => number> = {
  waiting: (row) => waitingNow(row) ?? LAST,
  longest: (row) => (row.oldestWaitingAt === null ? LAST : -Date.parse(row.oldestWaitingAt)),
  serviceLevel: (row) => row.serviceLevelNow ?? LAST,
  offered: (row) => row.offered ?? LAST,
  abandonRate: (row) => row.abandonRate ?? LAST,
  aht: (row) => row.ahtSec ?? LAST,
  available: (row) => row.agents.available ?? LAST,
}

/** Orders queues by a column; equal figures by name, so that rows do not swap places for nothing. */
export function compareBy(column: Column): (a: QueueRow, b: QueueRow) => number {
  const byName = (a: QueueRow, b: QueueRow) => a.name.localeCompare(b.name)
  if (column === 'name') return byName
  const figure = figures[column]
  return (a, b) => {
    const [left, right] = [figure(a), figure(b)]
    return left === right ? byName(a, b) : left < right ? -1 : 1
  }
}
