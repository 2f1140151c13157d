'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { Conversation } from '#core/alerts/conversation.ts'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { useHeld } from '../_work-items/use-held.ts'
import { ConversationRow } from './conversation-row.tsx'

const USUAL_PX = { small: 58, large: 104 }

interface GroupListProps {
  id: string
  conversations: readonly Conversation[]
  chosen: ReadonlySet<string>
  onChoose: (key: string, chosen: boolean) => void
  size: 'small' | 'large'
}

/** What stands behind a card, of any length; it stands still for as long as the card is open. */
export function GroupList({ id, conversations, chosen, onChoose, size }: GroupListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { items, fresh, release } = useHeld(conversations, true)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_PX[size],
    overscan: 6,
    getItemKey: (index) => items[index]!.item.key,
  })
  return (
    <div id={id} className="relative border-t border-line">
      <FreshButton count={fresh} onPress={release} />
      <div ref={scroller} className="max-h-[60dvh] overflow-y-auto overscroll-contain" data-group-list="">
        <ol className="relative" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const { item, gone } = items[index]!
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <ConversationRow
                  conversation={item}
                  gone={gone}
                  chosen={chosen.has(item.key)}
                  onChoose={(on) => onChoose(item.key, on)}
                  size={size}
                />
              </li>
            )
          })}
        </ol>
      </div>
    </div>
  )
}
