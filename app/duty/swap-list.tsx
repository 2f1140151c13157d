'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { usePersonName } from '../_shell/names.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { useFaultText } from '../_ui/use-fault-text.ts'
import type { Roster } from './duty.ts'

interface SwapListProps {
  roster: Roster
  maySwap: boolean
  changed: () => Promise<void>
}

/** A swap is taken back once, whoever presses how often. */
const takenBackId = (id: string) => `${id.slice(0, 120)}/back`

/** Who was set to stand in, by whose word; taking it back is a word of its own. */
export function SwapList({ roster, maySwap, changed }: SwapListProps) {
  const t = useTranslations('duty')
  const format = useFormats()
  const name = usePersonName()
  const now = useServerNow()
  const faultText = useFaultText()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ id: string; text: string } | null>(null)
  async function takeBack({ id, from, to }: Roster['swaps'][number]): Promise<void> {
    const begins = Math.max(Date.parse(from), now() ?? 0)
    setBusy(true)
    const sent = await sendJson(`/duty/${encodeURIComponent(roster.id)}`, {
      ...{ id: takenBackId(id), person: null, seen: roster.swaps.map((swap) => swap.id) },
      ...{ from: new Date(begins).toISOString(), to },
    })
    setBusy(false)
    setFailed(sent.ok ? null : { id, text: faultText(sent.code, sent.message) })
    await changed()
  }
  if (roster.swaps.length === 0) return null
  return (
    <ul className="py-1" data-swaps="">
      {roster.swaps.map((swap) => (
        <li
          key={swap.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 text-base text-ink-2"
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
          <Fault text={failed?.id === swap.id ? failed.text : null} />
        </li>
      ))}
    </ul>
  )
}
