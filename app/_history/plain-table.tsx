'use client'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { setAddress } from '../supervisor/address.ts'
import type { FileCell, FileTable, Opens } from './file-table.ts'
import { nothingOpened, openItems, useIsOpened } from './opened.ts'

interface PlainTableProps {
  table: FileTable
  label: string
  /** How long the bar of a line is, 0–1; not given: there is none. */
  barOf?: (index: number) => number
  /** What a press on the head of a line does; not given: nothing. */
  onRow?: (index: number) => void
  /** Whether a press on the head of this line does it; not given: of every line. */
  isRow?: (index: number) => boolean
}

const textOf = (cell: FileCell | undefined) => (typeof cell === 'object' ? cell.text : (cell ?? ''))

interface CellProps {
  cell: FileCell | undefined
  /** Of which line and column it is, for who hears it alone. */
  of: string
}

/** A cell's words; of a figure that opens something, a button. */
function Cell({ cell, of }: CellProps) {
  if (typeof cell !== 'object' || cell.opens === undefined) return textOf(cell)
  return <FigureButton text={cell.text} opens={cell.opens} of={of} />
}

function FigureButton({ text, opens, of }: { text: string; opens: Opens; of: string }) {
  const isOpened = useIsOpened(opens)
  return (
    <button
      type="button"
      aria-label={`${of}: ${text}`}
      aria-expanded={isOpened}
      className="min-h-7 hover:underline aria-expanded:font-semibold aria-expanded:text-accent"
      onClick={() => (isOpened ? setAddress(nothingOpened) : openItems(opens))}
    >
      {text}
    </button>
  )
}

/** A table of words and figures as it is downloaded, where a line may have its bar. */
export function PlainTable({ table, label, barOf, onRow, isRow }: PlainTableProps) {
  return (
    <ScrollBox label={label} className="max-h-80">
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 bg-ground text-xs text-ink-3">
          <tr>
            {table.heads.map((head, index) => (
              <th
                key={head}
                scope="col"
                className={`py-1 pe-2 font-normal ${index === 0 ? 'text-start' : 'text-end'}`}
              >
                {head}
              </th>
            ))}
            {barOf !== undefined && <td className="w-1/2 max-sm:hidden" />}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([head, ...cells], rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands in its place.
            <tr key={rowIndex} className="border-t border-line">
              <th scope="row" className="py-1 pe-2 text-start font-normal">
                {onRow === undefined || isRow?.(rowIndex) === false ? (
                  textOf(head)
                ) : (
                  <button
                    type="button"
                    className="min-h-7 text-start hover:underline"
                    onClick={() => onRow(rowIndex)}
                  >
                    {textOf(head)}
                  </button>
                )}
              </th>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands in its column.
                <td key={index} className="figure pe-2 text-end">
                  <Cell cell={cell} of={`${textOf(head)}, ${table.heads[index + 1]}`} />
                </td>
              ))}
              {barOf !== undefined && (
                <td className="ps-3 max-sm:hidden">
                  <span
                    aria-hidden="true"
                    className="block h-2.5 bg-line-strong"
                    style={{ inlineSize: `${100 * barOf(rowIndex)}%` }}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
