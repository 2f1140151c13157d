'use client'
import { Fragment, type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { alertRowsOf, type Forms, formsOf, groupsOf, lastBreach } from '#core/alerts/alert-group.ts'
import type { Conversation } from '#core/alerts/conversation.ts'
import { Button } from '../_ui/button.tsx'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { listKeys } from '../_work-items/list-keys.ts'
import { useHeld } from '../_work-items/use-held.ts'
import { GroupCard } from './group-card.tsx'

/** So many rows at first, and so many more with each press. */
const MOST = 30

interface AlertListProps {
  conversations: readonly Conversation[]
  size: 'small' | 'large'
  /** How one that stands by itself is shown. */
  one: (conversation: Conversation, place: { gone: boolean; index: number }) => ReactNode
  /** What else is asked of the reader, as items of the list: below what has run out and nobody has, above all else. */
  asked?: ReactNode
}

/** Alerts by what leads them: many of one kind as one card. The list stands still while it is read or a card is open. */
export function AlertList({ conversations, size, one, asked }: AlertListProps) {
  const t = useTranslations('alertGroup')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [most, setMost] = useState(MOST)
  const forms = useRef<Forms>(new Map())
  const isRead = useRef(false)
  const groups = useMemo(() => groupsOf(conversations), [conversations])
  forms.current = formsOf(groups, isRead.current ? forms.current : new Map())
  const rows = alertRowsOf(groups, forms.current, conversations)
  const held = useHeld(rows, open.size > 0)
  // What is asked keeps its place, too, under the reader's hand.
  const askedBelow = useRef<string | null>(null)
  if (!isRead.current || !held.isRead) askedBelow.current = lastBreach(rows)?.key ?? null
  isRead.current = held.isRead

  function turn(key: string, isOpen: boolean): void {
    const next = new Set(open)
    if (isOpen) next.add(key)
    else next.delete(key)
    setOpen(next)
  }

  const left = held.items.length - most
  const shown = held.items.slice(0, most).map(({ item, gone }, index) =>
    'one' in item ? (
      one(item.one, { gone, index })
    ) : (
      <li key={item.key}>
        <GroupCard
          group={item.group}
          gone={gone}
          open={open.has(item.key)}
          onOpen={(isOpen) => turn(item.key, isOpen)}
          size={size}
        />
      </li>
    ),
  )
  const above = 1 + held.items.findIndex(({ item }) => item.key === askedBelow.current)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer is only watched, to hold the list still under it.
    <div className="relative" {...held.reading} onKeyDown={listKeys}>
      <div className="sticky top-0 z-10 h-0">
        <FreshButton count={held.fresh} onPress={held.release} />
      </div>
      <ul>{shown.toSpliced(above, 0, <Fragment key="asked">{asked}</Fragment>)}</ul>
      {left > 0 && (
        <Button
          tone="quiet"
          size={size}
          className="mt-2"
          onClick={() => setMost(most + MOST)}
          data-act="more"
        >
          {t('more', { count: left })}
        </Button>
      )}
    </div>
  )
}
