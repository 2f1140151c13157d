'use client'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { FreshButton } from '../_ui/fresh-button.tsx'
import type { Band } from '../_work-items/bands.ts'
import type { FrozenItem } from '../_work-items/frozen-order.ts'
import { listKeys } from '../_work-items/list-keys.ts'
import type { Listing } from '../_work-items/listing.ts'
import { useReading } from '../_work-items/use-reading.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { BandHead } from './band-head.tsx'
import { rowsOfBands } from './band-rows.ts'
import { ListedWorkItem } from './listed-work-item.tsx'
import { useLeaps } from './use-leaps.ts'

const LINE_PX = 62
const HEAD_PX = 34

/** A part of the list. */
export interface WorkItemSection {
  /** Null: it is all there is, and has no heading. */
  band: Band | null
  listing: Listing<WorkItem>
}

interface EntryListProps {
  parts: readonly WorkItemSection[]
  label: string
  /** Which entries are chosen, by their key, to be given to somebody together. */
  chosen: ReadonlyMap<string, WorkItem>
  onChoose: (entry: WorkItem, chosen: boolean) => void
}

const FOLDED: ReadonlySet<Band | null> = new Set(['older'])

/** Old debts are folded until they are asked for. */
function useFolded() {
  const [folded, setFolded] = useState(FOLDED)
  const turn = (band: Band | null) => {
    const next = new Set(folded)
    if (!next.delete(band)) next.add(band)
    setFolded(next)
  }
  return { folded, turn }
}

function OneEntry({
  held: { item, gone },
  chosen,
  onChoose,
}: Pick<EntryListProps, 'chosen' | 'onChoose'> & { held: FrozenItem<WorkItem> }) {
  return <ListedWorkItem item={item} gone={gone} chosen={chosen.has(item.key)} onChoose={onChoose} />
}

/** A list of what is owed, of any length, that stands still while it is read; only what is in sight is made. */
export function WorkItemList({ parts, label, chosen, onChoose }: EntryListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const status = useMemo(
    () => ({
      hold() {
        for (const { listing } of parts) listing.hold()
      },
      release() {
        for (const { listing } of parts) listing.release()
      },
    }),
    [parts],
  )
  const { reading, letIn } = useReading(status)
  const { folded, turn } = useFolded()
  /** The line with the focus stays, however far it is scrolled away. */
  const [focused, setFocused] = useState(-1)
  const shown = parts.filter(({ listing }) => listing.rows > 0)
  const rows = rowsOfBands(
    shown.map(({ band, listing }) => {
      return { rows: listing.rows, hasHead: band !== null, isOpen: !folded.has(band) }
    }),
  )
  const count = rows.length
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows.at(index).row < 0 ? HEAD_PX : LINE_PX),
    overscan: 4,
    getItemKey: (index) => {
      const { part, row } = rows.at(index)
      const { band, listing } = shown[part]!
      return row < 0 ? `band/${band}` : listing.row(row).item.key
    },
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      return focused < 0 || focused >= count || seen.includes(focused)
        ? seen
        : [...seen, focused].sort((a, b) => a - b)
    },
  })
  const leap = useLeaps(scroller, count, LINE_PX, virtual.scrollToIndex)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer is only watched, to hold the list still under it.
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      {...reading}
      onKeyDown={(event) => {
        if (!leap(event)) listKeys(event)
      }}
    >
      <FreshButton count={parts.reduce((sum, { listing }) => sum + listing.fresh, 0)} onPress={letIn} />
      <div ref={scroller} className="scrolls min-h-0 flex-1 overflow-y-auto max-xl:max-h-[34rem]">
        <ol aria-label={label} className="relative" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start, size }) => {
            const { part, row, nth } = rows.at(index)
            const { band, listing } = shown[part]!
            const place = row < 0 ? {} : { 'aria-setsize': rows.shown, 'aria-posinset': nth }
            return (
              <li
                key={key}
                data-index={index}
                {...place}
                onFocus={() => setFocused(index)}
                onBlur={() => setFocused(-1)}
                className="absolute inset-x-0 [contain:layout_style]"
                style={{ blockSize: size, transform: `translateY(${start}px)` }}
              >
                {row < 0 && band !== null ? (
                  <BandHead band={band} count={listing.count} open={!folded.has(band)} onPress={turn} />
                ) : (
                  <OneEntry held={listing.row(row)} chosen={chosen} onChoose={onChoose} />
                )}
              </li>
            )
          })}
        </ol>
      </div>
    </div>
  )
}
