import type { Fields } from '../patch.ts'
import { byRowType, type RowType } from '../row.ts'
import {
  compareNextToBreach,
  NEXT_ON_WALL,
  type NextKey,
  type NextType,
  nextKey,
  nextTypes,
} from './next-to-breach.ts'
import type { ShownFloor } from './reach.ts'
import { inScope, type Sight, typesOf } from './scope.ts'
import { shownRow } from './shown.ts'

const isNext = (type: RowType): type is NextType => nextTypes.some((next) => next === type)

/** The ids of the next to breach on a wall, soonest first. */
function nextIds(sight: Sight, type: NextType, floor: ShownFloor): string[] {
  const keyed: NextKey[] = []
  for (const id of floor.ids(type)) {
    const row = floor.row(type, id)
    const key = row !== null && inScope(sight, type, row, floor) ? nextKey(type, id, floor) : null
    if (key !== null) keyed.push(key)
  }
  return keyed
    .sort(compareNextToBreach)
    .slice(0, NEXT_ON_WALL)
    .map(([, , id]) => id)
}

/** All rows that a sight shows, as it shows them, by type; every type of the contract is there, if only empty. */
export function visibleRows(sight: Sight, floor: ShownFloor): Record<RowType, Fields[]> {
  const rows = byRowType<Fields[]>(() => [])
  for (const type of typesOf(sight.view)) {
    const ids = sight.view === 'wall' && isNext(type) ? nextIds(sight, type, floor) : floor.ids(type)
    for (const id of ids) {
      const fields = shownRow(sight, type, id, floor)
      if (fields !== null) rows[type].push(fields)
    }
  }
  return rows
}
