import type { Cell } from '#core/api/csv.ts'
import type { ColumnUnit } from './columns.ts'

/** A cell that a file has: the words that are shown, and, of a figure, the number behind them. */
export type FileCell =
  | string
  | {
      readonly text: string
      readonly value: number | null
      readonly unit: ColumnUnit
      /** What a press on it opens; not given: nothing. */
      readonly opens?: Opens
    }

/** A figure whose items are shown, and of which part of the span; not given: of all of it. */
export interface Opens {
  readonly figure: string
  readonly within?: { readonly from: string; readonly to: string }
}

/** Whether something stands behind a figure: behind a share of 0 % all of whom none was. */
export const isOfSomething = (value: number | null, unit: ColumnUnit): boolean =>
  value !== null && (value > 0 || unit === 'share')

/** A figure as a cell; `opens`: the figure whose items it shows when it is pressed; of nothing there are none. */
export const figure = (value: number | null, unit: ColumnUnit, text: string, opens?: Opens): FileCell => ({
  value,
  unit,
  text,
  ...(opens !== undefined && isOfSomething(value, unit) && { opens }),
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
