'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Tip } from '../_ui/tip.tsx'
import type { Listing } from '../_work-items/listing.ts'
import { useReading } from '../_work-items/use-reading.ts'
import { type Column, columns } from './queue-columns.ts'
import { QueueTableRow } from './queue-row.tsx'
import type { QueueItem } from './queue-rows.ts'

const LINE_PX = 48

export interface Sorting {
  column: Column
  descending: boolean
}

interface HeadingProps {
  column: Column
  sorting: Sorting | null
  onSort: (column: Column) => void
}

function Heading({ column, sorting, onSort }: HeadingProps) {
  const t = useTranslations('queueColumn')
  const formula = useTranslations('formula')
  const sorted = sorting?.column === column
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
      className="py-1 ps-3 text-end font-normal first:ps-0 first:text-start"
    >
      <Tip text={formula(column)}>
        <button
          type="button"
          onClick={() => onSort(column)}
          className="text-xs whitespace-nowrap text-ink-3 hover:text-ink"
        >
          {t(column)}
          {sorted && <Icon name="down" className={sorting.descending ? '' : 'rotate-180'} />}
        </button>
      </Tip>
    </th>
  )
}

/** What stands above and below the lines that are made. */
function Unmade({ px }: { px: number }) {
  return px === 0 ? null : (
    <tr>
      <td colSpan={columns.length + 1} className="p-0" style={{ blockSize: px }} />
    </tr>
  )
}

interface QueueTableProps {
  listing: Listing<QueueItem>
  sorting: Sorting | null
  onSort: (column: Column) => void
  /** More queues than a page shows at once: the table has a height of its own, and scrolls. */
  isLarge: boolean
}

/** The queues' lines, of any number: only those in sight are made, and they stand still while they are read. */
export function QueueTable({ listing, sorting, onSort, isLarge }: QueueTableProps) {
  const t = useTranslations('supervisor')
  const scroller = useRef<HTMLDivElement>(null)
  const { reading, letIn } = useReading(listing)
  const count = listing.rows
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 2,
    enabled: isLarge,
    getItemKey: (index) => listing.row(index).item.key,
  })
  const made = isLarge ? virtual.getVirtualItems().map(({ index }) => index) : [...Array(count).keys()]
  const [first = 0, last = -1] = [made[0], made.at(-1)]
  return (
    <div className="relative" {...reading}>
      <FreshButton count={listing.fresh} onPress={letIn} />
      <div
        ref={scroller}
        className={`overflow-x-auto ${isLarge ? 'scrolls max-h-[max(15rem,min(33rem,46vh))] overflow-y-auto' : ''}`}
      >
        <table className="w-full border-collapse" aria-rowcount={count + 1}>
          <thead className={isLarge ? 'sticky top-0 z-10 bg-ground shadow-[inset_0_-1px_var(--line)]' : ''}>
            <tr className="border-b border-line">
              {columns.map((column) => (
                <Heading key={column} column={column} sorting={sorting} onSort={onSort} />
              ))}
              <th scope="col" className="ps-3 text-end text-xs font-normal whitespace-nowrap text-ink-3">
                {t('dayCurve')}
              </th>
            </tr>
          </thead>
          <tbody>
            <Unmade px={first * LINE_PX} />
            {made.map((index) => {
              const { item, gone } = listing.row(index)
              return <QueueTableRow key={item.key} row={item.row} gone={gone} at={index + 2} />
            })}
            <Unmade px={(count - last - 1) * LINE_PX} />
          </tbody>
        </table>
      </div>
    </div>
  )
}
