import type { RowType, RowTypes } from '../row.ts'
import type { RowReader } from './reach.ts'

/** How many cases, promises and callbacks each a wall carries. */
export const NEXT_ON_WALL = 12

export const nextTypes = ['case', 'promise', 'callback'] as const satisfies readonly RowType[]
export type NextType = (typeof nextTypes)[number]

/** Where a row stands among what breaches next: the smaller, the sooner. */
export type NextKey = readonly [number, number, string]

function firstDue(dues: readonly (string | null)[]): number | null {
  let first: number | null = null
  for (const due of dues) {
    if (due === null) continue
    const at = Date.parse(due)
    if (first === null || at < first) first = at
  }
  return first
}

const duesOf = (row: { clocks: RowTypes['case']['clocks'] }) =>
  row.clocks.filter(({ state }) => state !== 'paused' && state !== 'released').map(({ dueAt }) => dueAt)

const breachedFirst = (row: { clocks: RowTypes['case']['clocks'] }) =>
  row.clocks.some(({ state }) => state === 'breached') ? 0 : 1

/**
 * The place of a row among what breaches next, or `null` where nothing is due: cases in the one order of
 * `metrics.md` (their rank), promises and callbacks breached first and then by their nearest due.
 */
export function nextKey(type: NextType, id: string, look: RowReader): NextKey | null {
  if (type === 'case') {
    const row = look.row('case', id)
    if (row === null || (row.nextDueAt === null && row.urgency === 'ok')) return null
    return [0, row.rank, id]
  }
  const row = look.row(type, id)
  if (row === null) return null
  const due = firstDue([row.dueAt, ...duesOf(row)])
  return due === null ? null : [breachedFirst(row), due, id]
}

export function compareNextToBreach(a: NextKey, b: NextKey): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0)
}
