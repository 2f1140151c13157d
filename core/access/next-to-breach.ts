import type { RowType, RowTypes } from '../rows/row.ts'
import type { RowReader } from './reach.ts'

/** How many cases, promises and callbacks each a list of a wall carries. */
export const NEXT_ON_WALL = 12

export const nextTypes = ['case', 'promise', 'callback'] as const satisfies readonly RowType[]
export type NextType = (typeof nextTypes)[number]

/**
 * The lists that a wall carries of each: what is over its due by the one order and by how lately it is so, for an old
 * debt must not hide news, nor news what is grave; and apart from them what comes next.
 */
export const nextLists = ['worst', 'latest', 'next'] as const
export type NextListName = (typeof nextLists)[number]

/** Where a row stands in such a list: the smaller, the sooner. */
export type NextKey = readonly [number, string]

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

const isBreached = (row: { clocks: RowTypes['case']['clocks'] }) =>
  row.clocks.some(({ state }) => state === 'breached')

/** What places a row: whether it is over its due, when that is, and its place in the one order, if it has one. */
interface Placed {
  readonly isOver: boolean
  readonly due: number
  readonly rank: number
}

function placed(type: NextType, id: string, floor: RowReader): Placed | null {
  if (type === 'case') {
    const row = floor.row('case', id)
    if (row === null || (row.nextDueAt === null && row.urgency === 'ok')) return null
    const due = firstDue([row.nextDueAt, ...duesOf(row)]) ?? 0
    return { isOver: row.urgency === 'breached', due, rank: row.rank }
  }
  const row = floor.row(type, id)
  if (row === null) return null
  const due = firstDue([row.dueAt, ...duesOf(row)])
  return due === null ? null : { isOver: isBreached(row), due, rank: due }
}

/**
 * The place of a row in a list, or `null` where it has none: in `worst` and `latest` what is over its due, cases by their
 * rank (`metrics.md`) and all else by its due, or the latest first; in `next` what is not over, the nearest due first.
 */
export function nextKey(list: NextListName, type: NextType, id: string, floor: RowReader): NextKey | null {
  const found = placed(type, id, floor)
  if (found === null || found.isOver === (list === 'next')) return null
  const { due, rank } = found
  return [list === 'worst' ? rank : list === 'latest' ? -due : due, id]
}

/** The order of a wall's list: what is due first (ms), of equals by id; negative: `a` stands before `b`. */
export function compareNextToBreach(a: NextKey, b: NextKey): number {
  return a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)
}

/** Which of some rows stand on a wall: the first of each list. */
export function nextOnWall(type: NextType, ids: Iterable<string>, floor: RowReader): Set<string> {
  const all = [...ids]
  return new Set(
    nextLists.flatMap((list) =>
      all
        .map((id) => nextKey(list, type, id, floor))
        .filter((key) => key !== null)
        .sort(compareNextToBreach)
        .slice(0, NEXT_ON_WALL)
        .map(([, id]) => id),
    ),
  )
}
