'use client'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { listKeys } from '../_work-items/list-keys.ts'
import type { Listing } from '../_work-items/listing.ts'
import { useReading } from '../_work-items/use-reading.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { EntryRow } from './entry-row.tsx'
import { useLeaps } from './use-leaps.ts'

const LINE_PX = 62

interface EntryListProps {
  listing: Listing<WorkItem>
  label: string
}

/** A list of what is owed, of any length, that stands still while it is read; only what is in sight is made. */
export function EntryList({ listing, label }: EntryListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { reading, letIn } = useReading(listing)
  /** The line with the focus stays, however far it is scrolled away. */
  const [focused, setFocused] = useState(-1)
  const count = listing.lines
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 4,
    getItemKey: (index) => listing.line(index).item.key,
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
      <FreshButton count={listing.fresh} onPress={letIn} />
      <div ref={scroller} className="scrolls min-h-0 flex-1 overflow-y-auto max-xl:max-h-[34rem]">
        <ol aria-label={label} className="relative" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const { item, gone } = listing.line(index)
            return (
              <li
                key={key}
                data-index={index}
                aria-setsize={count}
                aria-posinset={index + 1}
                onFocus={() => setFocused(index)}
                onBlur={() => setFocused(-1)}
                className="absolute inset-x-0 [contain:layout_style]"
                style={{ blockSize: LINE_PX, transform: `translateY(${start}px)` }}
              >
                <EntryRow entry={item} gone={gone} />
              </li>
            )
          })}
        </ol>
      </div>
    </div>
  )
}
