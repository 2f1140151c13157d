import type { Fields } from '#core/collections/fields.ts'
import type { Changes, IdSet, RowSet } from '#core/rows/patch.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'

/** Which rows a change touched. */
export type ChangedRows = Map<RowType, Set<string>>

export interface RowTables {
  row<T extends RowType>(type: T, id: string): RowTypes[T] | null
  /** All rows of a type; the same array until one of them changes. */
  rows<T extends RowType>(type: T): readonly RowTypes[T][]
  /** First `del`, then `put` (contract §5). Gives what it touched. */
  apply(changes: Changes): ChangedRows
  /** Drops all that is held and takes `put` instead. */
  replace(put: RowSet): ChangedRows
}

const NONE: readonly never[] = []

/** The rows that a screen holds, by type and id. Maps, so that an id such as `__proto__` is a key like any other. */
export function createRowTables(): RowTables {
  const tables = new Map<RowType, Map<string, Fields>>()
  const lists = new Map<RowType, readonly Fields[]>()

  function touch(touched: ChangedRows, type: RowType, id: string): void {
    lists.delete(type)
    const ids = touched.get(type)
    if (ids === undefined) touched.set(type, new Set([id]))
    else ids.add(id)
  }

  function drop(del: IdSet, touched: ChangedRows): void {
    for (const [type, ids] of Object.entries(del) as [RowType, string[]][])
      for (const id of ids) if (tables.get(type)?.delete(id)) touch(touched, type, id)
  }

  function put(rows: RowSet, touched: ChangedRows): void {
    for (const [type, byId] of Object.entries(rows) as [RowType, Record<string, Fields>][]) {
      let table = tables.get(type)
      if (table === undefined) {
        table = new Map()
        tables.set(type, table)
      }
      for (const [id, fields] of Object.entries(byId)) {
        table.set(id, { ...table.get(id), ...fields })
        touch(touched, type, id)
      }
    }
  }

  return {
    row: (type, id) => (tables.get(type)?.get(id) as never) ?? null,
    rows(type) {
      const table = tables.get(type)
      if (table === undefined) return NONE
      let list = lists.get(type)
      if (list === undefined) {
        list = [...table.values()]
        lists.set(type, list)
      }
      return list as never
    },
    apply(changes) {
      const touched: ChangedRows = new Map()
      drop(changes.del, touched)
      put(changes.put, touched)
      return touched
    },
    replace(rows) {
      const touched: ChangedRows = new Map()
      for (const [type, table] of tables) for (const id of table.keys()) touch(touched, type, id)
      tables.clear()
      put(rows, touched)
      return touched
    },
  }
}
