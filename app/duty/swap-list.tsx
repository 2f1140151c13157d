'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { usePersonName } from '../_frame/names.ts'
import { sendJson } from '../_frame/use-loaded.ts'
import { useServerNow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { useFormats } from '../_words/use-words.ts'
import type { Roster } from './duty.ts'

interface SwapListProps {
  roster: Roster
  maySwap: boolean
  changed: () => Promise<void>
}

/** Who was set to stand in, by whose word; taking it back is a word of its own. */
export function SwapList({ roster, maySwap, changed }: SwapListProps) {
  const t = useTranslations('duty')
  const format = useFormats()
  const name = usePersonName()
  const now = useServerNow()
  const [busy, setBusy] = useState(false)
  async function takeBack({ from, to }: Roster['swaps'][number]): Promise<void> {
    const begins = Math.max(Date.parse(from), now() ?? 0)
    setBusy(true)
    await sendJson(`/duty/${encodeURIComponent(roster.id)}`, {
      ...{ id: crypto.randomUUID(), person: null, from: new Date(begins).toISOString(), to },
    })
    setBusy(false)
    await changed()
  }
  if (roster.swaps.length === 0) return null
  return (
    <ul className="py-1" data-swaps="">
      {roster.swaps.map((swap) => (
        <li
          key={swap.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 text-[0.875rem] text-ink-2"
        >
          <span>
            {t(swap.person === null ? 'swapBack' : 'swapLine', {
              name: swap.person === null ? '' : name(swap.person),
              by: name(swap.by),
              from: format.dayTime(swap.from),
              to: format.dayTime(swap.to),
            })}
          </span>
          {maySwap && swap.person !== null && (
            <Button tone="quiet" className="ms-auto" disabled={busy} onClick={() => void takeBack(swap)}>
              {t('takeBack')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
