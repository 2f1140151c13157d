import type { ShownFloor } from '#core/access/reach.ts'
import type { Changed } from '#core/floor/floor.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'

/** The floor with each row made once for all screens that ask for it. */
export interface RowMemo {
  readonly floor: ShownFloor
  /** These rows are others now, and all else is as it was. */
  folded(changed: Changed): void
  /** Any row may be another now. */
  clear(): void
  /** Lets go of what nobody has asked for since the last call: what stays at hand is what changes, or who comes asks for. */
  tidy(): void
}

type Rows = Map<RowType, Map<string, unknown>>

/**
 * Remembers rows until they are said to have changed, and for as long as somebody asks for them: of a hall that comes at
 * once twenty leads look through the same thousands of rows, while events go on.
 */
export function rememberRows(floor: ShownFloor): RowMemo {
  let recent: Rows = new Map()
  let before: Rows = new Map()
  let pos = floor.pos
  let now = floor.now

  function keep(type: RowType, id: string, row: unknown): void {
    const ofType = recent.get(type)
    if (ofType === undefined) recent.set(type, new Map([[id, row]]))
    else ofType.set(id, row)
  }

  function row<T extends RowType>(type: T, id: string): RowTypes[T] | null {
    // Something has happened, and nobody has said yet which rows it changed.
    if (floor.pos !== pos || floor.now !== now) return floor.row(type, id)
    let there = recent.get(type)?.get(id)
    if (there === undefined) {
      there = before.get(type)?.get(id)
      if (there === undefined) there = floor.row(type, id)
      keep(type, id, there)
    }
    return there as RowTypes[T] | null
  }

  return {
    floor: Object.create(floor, { row: { value: row } }) as ShownFloor,
    folded(changed) {
      pos = floor.pos
      now = floor.now
      for (const [type, ids] of changed) {
        for (const rows of [recent.get(type), before.get(type)])
          if (rows !== undefined) for (const id of ids) rows.delete(id)
      }
    },
    clear() {
      recent = new Map()
      before = new Map()
    },
    tidy() {
      before = recent
      recent = new Map()
    },
  }
}
