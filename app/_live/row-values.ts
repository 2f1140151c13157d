import type { RowType, RowTypes } from '#core/rows/row.ts'
import type { Derived } from './derived.ts'
import type { ChangedRows } from './row-tables.ts'

interface Rows {
  row<T extends RowType>(type: T, id: string): RowTypes[T] | null
  rows<T extends RowType>(type: T): readonly RowTypes[T][]
}

export interface RowValues<P> extends Derived<ChangedRows> {
  /** By the row's id; another map whenever one of the parts is another. */
  readonly values: ReadonlyMap<string, P>
}

/** One part of each row of a type, such as its name: what else changes of a row is not looked at. Undefined: it has none. */
export function createRowValues<T extends RowType, P>(
  rows: Rows,
  type: T,
  partOf: (row: RowTypes[T]) => P | undefined,
): RowValues<P> {
  let parts = new Map<string, P>()

  function fill(): void {
    parts = new Map()
    for (const row of rows.rows(type)) {
      const part = partOf(row)
      if (part !== undefined) parts.set(row.id, part)
    }
  }
  fill()

  return {
    get values() {
      return parts
    },
    fill,
    apply(touched) {
      let next: Map<string, P> | null = null
      for (const id of touched.get(type) ?? []) {
        const row = rows.row(type, id)
        const part = row === null ? undefined : partOf(row)
        if (parts.get(id) === part) continue
        next ??= new Map(parts)
        if (part === undefined) next.delete(id)
        else next.set(id, part)
      }
      if (next === null) return false
      parts = next
      return true
    },
  }
}
