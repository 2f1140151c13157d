import type { ReportPeriod } from '#core/api/interval-report.ts'
import type { ColumnKey, ColumnUnit, Outcome, ReportColumn } from './columns.ts'
import { type FileTable, figure } from './file-table.ts'

/** A cell as it is shown: its words, and the number behind them. */
export interface ShownCell {
  readonly text: string
  readonly value: number | null
  readonly unit: ColumnUnit
  readonly opens: Outcome | null
  readonly isBefore: boolean
}

export interface ShownRow {
  readonly label: string
  /** Null: the sum over all periods. */
  readonly period: ReportPeriod | null
  readonly cells: readonly ShownCell[]
}

export interface ShownHead {
  readonly key: ColumnKey
  readonly text: string
  readonly isBefore: boolean
}

/** What is shown, and what is downloaded: one table, cell by cell. */
export interface ShownTable {
  readonly first: string
  readonly heads: readonly ShownHead[]
  readonly rows: readonly ShownRow[]
}

export interface TableWords {
  readonly first: string
  readonly total: string
  head(key: ColumnKey, isBefore: boolean): string
  cell(unit: ColumnUnit, value: number | null): string
}

interface TableInput<M> {
  readonly columns: readonly ReportColumn<M>[]
  readonly periods: readonly (ReportPeriod & M)[]
  readonly total: M
  /** To each period what stands beside it; null: nothing does at all. */
  readonly before: readonly (M | null)[] | null
  readonly totalBefore: M | null
  readonly labelOf: (period: ReportPeriod) => string
  /** Of a day whose records are gone nothing is known, which is not 0. */
  readonly isUnknown: (period: ReportPeriod) => boolean
}

/** The table of a report: a period a line, the sum on top, and beside some figures those of the span before. */
export function tableOf<M>(input: TableInput<M>, words: TableWords): ShownTable {
  const { columns, before } = input
  const cellsOf = (metrics: M, old: M | null, isUnknown = false): ShownCell[] =>
    columns.flatMap((column) => {
      const { unit, value, opens, isBeside } = column
      const own = isUnknown ? null : value(metrics)
      const cell = { text: words.cell(unit, own), value: own, unit, opens, isBefore: false }
      if (before === null || !isBeside) return [cell]
      const past = old === null ? null : value(old)
      return [cell, { text: words.cell(unit, past), value: past, unit, opens, isBefore: true }]
    })
  const heads = columns.flatMap(({ key, isBeside }): ShownHead[] => {
    const head = { key, text: words.head(key, false), isBefore: false }
    return before === null || !isBeside
      ? [head]
      : [head, { key, text: words.head(key, true), isBefore: true }]
  })
  // A sum of nothing that is known is not 0 either.
  const isNoneKnown = input.periods.length > 0 && input.periods.every(input.isUnknown)
  const isKnownBefore = before === null || before.length === 0 || before.some((period) => period !== null)
  return {
    first: words.first,
    heads,
    rows: [
      {
        label: words.total,
        period: null,
        cells: cellsOf(input.total, isKnownBefore ? input.totalBefore : null, isNoneKnown),
      },
      ...input.periods.map((period, index) => ({
        label: input.labelOf(period),
        period,
        cells: cellsOf(period, before?.[index] ?? null, input.isUnknown(period)),
      })),
    ],
  }
}

/** The table as a file has it. */
export function fileOfTable({ first, heads, rows }: ShownTable): FileTable {
  return {
    heads: [first, ...heads.map(({ text }) => text)],
    rows: rows.map(({ label, cells }) => [
      label,
      ...cells.map(({ value, unit, text }) => figure(value, unit, text)),
    ]),
  }
}
