import type { Fields } from '../collections/fields.ts'
import type { RowType } from '../rows/row.ts'
import { byRowType } from '../rows/row-types.ts'
import { type NextType, nextOnWall, nextTypes } from './next-to-breach.ts'
import type { ShownFloor } from './reach.ts'
import { inScope, type Sight, typesOf } from './scope.ts'
import { shownRow } from './shown-row.ts'

const isNext = (type: RowType): type is NextType => nextTypes.some((next) => next === type)

/** The ids of what a wall carries of a type. */
function nextIds(sight: Sight, type: NextType, floor: ShownFloor): Iterable<string> {
  const seen = [...floor.ids(type)].filter((id) => {
    const row = floor.row(type, id)
    return row !== null && inScope(sight, type, row, floor)
  })
  return nextOnWall(type, seen, floor)
}

/** All rows that a sight shows, as it shows them, by type; every type of the contract is there, if only empty. */
export function rowsForRequest(sight: Sight, floor: ShownFloor): Record<RowType, Fields[]> {
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
