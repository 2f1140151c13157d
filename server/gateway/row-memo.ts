import type { ShownFloor } from '#core/access/reach.ts'
import type { RowType, RowTypes } from '#core/row.ts'

/**
 * The floor with each row made once for all screens that ask for it. A row is what the log says up to a position and
 * what time it is: as soon as either has moved on, none is remembered.
 */
export function rememberRows(floor: ShownFloor): ShownFloor {
  const rows = new Map<RowType, Map<string, unknown>>()
  let pos = floor.pos
  let now = floor.now

  function row<T extends RowType>(type: T, id: string): RowTypes[T] | null {
    if (floor.now !== now || floor.pos !== pos) {
      pos = floor.pos
      now = floor.now
      for (const ofType of rows.values()) ofType.clear()
    }
    let ofType = rows.get(type)
    if (ofType === undefined) {
      ofType = new Map()
      rows.set(type, ofType)
    }
    let there = ofType.get(id)
    if (there === undefined) {
      there = floor.row(type, id)
      ofType.set(id, there)
    }
    return there as RowTypes[T] | null
  }

  return Object.create(floor, { row: { value: row } }) as ShownFloor
}
