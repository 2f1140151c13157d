'use client'
import { useTranslations } from 'use-intl/react'
import { variantOf } from '#core/queues/service-level.ts'
import { useFacts } from '../_shell/facts.ts'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { Tip } from '../_ui/tip.tsx'
import { useAddress } from '../supervisor/address.ts'
import type { ColumnKey, Outcome } from './columns.ts'
import { isOfSomething } from './file-table.ts'
import type { ShownCell, ShownHead, ShownRow, ShownTable } from './table-model.ts'

/** The formula of a column, with the variant of the service level that is looked at. */
function useFormula(): (key: ColumnKey) => string {
  const t = useTranslations('historyPage.formula')
  const basis = useTranslations('basis.level')
  const { definitions } = useFacts()
  const [level] = useAddress('level')
  const usual = variantOf(definitions ?? 'international')
  return (key) =>
    key === 'serviceLevel' ? t(key, { below: basis(level === '' ? usual : (level as typeof usual)) }) : t(key)
}

function Head({ head }: { head: ShownHead }) {
  const formula = useFormula()
  return (
    <th
      scope="col"
      className={`px-2 py-1 text-end align-bottom font-normal ${head.isBefore ? 'text-ink-3 italic' : ''}`}
    >
      <Tip text={formula(head.key)}>
        <button type="button" className="text-end text-xs break-keep hover:text-ink">
          {head.text}
        </button>
      </Tip>
    </th>
  )
}

interface CellProps {
  cell: ShownCell
  row: ShownRow
  head: ShownHead
  onOpen: ((pressed: PressedMetric) => void) | undefined
  /** The place of the line among the periods; null: it is the sum. */
  index: number | null
}

/** A figure that was pressed: of which line, which of its entries, and whether of the span before. */
export interface PressedMetric {
  readonly row: ShownRow
  readonly index: number | null
  readonly outcome: Outcome
  readonly isBefore: boolean
}

/** A figure; pressed, it opens the entries that it counts. */
function Figure({ cell, row, head, index, onOpen }: CellProps) {
  const isNone = !isOfSomething(cell.value, cell.unit)
  const colour = isNone || cell.isBefore ? 'text-ink-3' : ''
  const { opens } = cell
  const mayOpen = onOpen !== undefined && opens !== null && !isNone && (row.period?.weekday ?? null) === null
  return (
    <td className={`figure px-2 text-end whitespace-nowrap ${colour}`}>
      {mayOpen ? (
        <button
          type="button"
          aria-label={`${row.label}, ${head.text}: ${cell.text}`}
          className="min-h-7 hover:underline"
          onClick={() => onOpen({ row, index, outcome: opens, isBefore: cell.isBefore })}
        >
          {cell.text}
        </button>
      ) : (
        cell.text
      )}
    </td>
  )
}

interface PeriodTableProps {
  table: ShownTable
  title: string
  /** What a press on the name of a line does, by its place among the periods. */
  onPeriod?: (index: number) => void
  onOpen?: (pressed: PressedMetric) => void
}

/** The table behind a chart, cell by cell what a download has. */
export function PeriodTable({ table, title, onPeriod, onOpen }: PeriodTableProps) {
  return (
    <ScrollBox label={title} className="max-h-[28rem]">
      <table className="w-full border-collapse text-sm" data-table="">
        <thead className="sticky top-0 z-10 bg-ground text-ink-3 shadow-[inset_0_-1px_var(--line)]">
          <tr>
            <th scope="col" className="py-1 text-start align-bottom text-xs font-normal">
              {table.first}
            </th>
            {table.heads.map((head) => (
              <Head key={`${head.key} ${head.isBefore}`} head={head} />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, rowIndex) => (
            <tr
              key={row.period?.from ?? row.label}
              className={row.period === null ? 'font-semibold' : 'border-t border-line'}
            >
              <th scope="row" className="py-0.5 pe-2 text-start font-normal whitespace-nowrap">
                {row.period === null || onPeriod === undefined ? (
                  row.label
                ) : (
                  <button
                    type="button"
                    className="min-h-7 text-start hover:underline"
                    onClick={() => onPeriod(rowIndex - 1)}
                  >
                    {row.label}
                  </button>
                )}
              </th>
              {row.cells.map((cell, index) => (
                <Figure
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands in its column.
                  key={index}
                  {...{ cell, row, head: table.heads[index]!, onOpen }}
                  index={row.period === null ? null : rowIndex - 1}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
