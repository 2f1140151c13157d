import type { Cell } from '#core/api/csv.ts'
import type { ColumnUnit } from './columns.ts'

/** A cell that a file has: the words that are shown, and, of a figure, the number behind them. */
export type FileCell =
  | string
  | { readonly text: string; readonly value: number | null; readonly unit: ColumnUnit }

/** A figure as a cell. */
export const figure = (value: number | null, unit: ColumnUnit, text: string): FileCell => ({
  value,
  unit,
  text,
})

/** A table that is shown, as it is downloaded. */
export interface FileTable {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly FileCell[])[]
}

/** Every cell as it is shown. */
export function shownCells({ heads, rows }: FileTable): Cell[][] {
  return [[...heads], ...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)))]
}
