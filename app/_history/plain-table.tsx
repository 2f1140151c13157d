import { ScrollBox } from '../_ui/scroll-box.tsx'
import type { FileTable } from './file-table.ts'

interface PlainTableProps {
  table: FileTable
  label: string
  /** How long the bar of a line is, 0–1; not given: there is none. */
  barOf?: (line: number) => number
}

/** A table of words and figures as it is downloaded, where a line may have its bar. */
export function PlainTable({ table, label, barOf }: PlainTableProps) {
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
          {table.rows.map(([head, ...cells], line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands in its place.
            <tr key={line} className="border-t border-line">
              <th scope="row" className="py-1 pe-2 text-start font-normal">
                {typeof head === 'object' ? head.text : head}
              </th>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands in its column.
                <td key={index} className="figure pe-2 text-end">
                  {typeof cell === 'object' ? cell.text : cell}
                </td>
              ))}
              {barOf !== undefined && (
                <td className="ps-3 max-sm:hidden">
                  <span
                    aria-hidden="true"
                    className="block h-2.5 bg-line-strong"
                    style={{ inlineSize: `${100 * barOf(line)}%` }}
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
