'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { Entry } from '../_rows/entry.ts'
import { useHeld } from '../_rows/use-held.ts'
import { walkLines } from '../_rows/walk-lines.ts'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { EntryLine } from './entry-line.tsx'

const LINE_PX = 62

/** A list of what is owed, of any length, that stands still while it is read. */
export function EntryList({ entries }: { entries: readonly Entry[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { items, fresh, release, reading } = useHeld(entries)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 8,
    getItemKey: (index) => items[index]!.item.key,
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer is only watched, to hold the list still under it.
    <div className="relative flex min-h-0 flex-1 flex-col" {...reading} onKeyDown={walkLines}>
      <FreshButton count={fresh} onPress={release} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto max-xl:max-h-[34rem]">
        <ol className="relative" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              className="absolute inset-x-0"
              style={{ blockSize: LINE_PX, transform: `translateY(${start}px)` }}
            >
              <EntryLine entry={items[index]!.item} gone={items[index]!.gone} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}
