import { type RowType, rowTypes } from './row.ts'

const known: ReadonlySet<string> = new Set(rowTypes)

/** What is made of each type of rows, by type. */
export function byRowType<V>(make: (type: RowType) => V): Record<RowType, V> {
  return Object.fromEntries(rowTypes.map((type) => [type, make(type)])) as Record<RowType, V>
}

/** Whether there are rows of this type. */
export function isRowType(type: string): type is RowType {
  return known.has(type)
}
