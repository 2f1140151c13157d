'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { agreedTimes } from './agreed-times.ts'
import { PickTime } from './pick-time.tsx'
import { useOpening } from './use-opening.ts'

interface TimeChipsProps {
  busy: boolean
  /** What pressing a time does, as the group's name. */
  label: string
  /** The queue whose hours count. */
  queue?: string | null
  of?: 'callback' | 'promise'
  size?: 'small' | 'large'
  onPick: (due: string) => void
}

/** Times as chips, of those at which somebody is there: one press is the whole answer. Any other time can be chosen. */
export function TimeChips({
  busy,
  label,
  queue = null,
  of = 'promise',
  size = 'small',
  onPick,
}: TimeChipsProps) {
  const t = useTranslations('times')
  const format = useFormats()
  const { timezone } = useFacts()
  const serverNow = useServerNow()
  const open = useOpening(queue, of)
  /** Once one was pressed, times stand still: pressed again because no answer came, it is the same time. */
  const [pressedAt, setPressedAt] = useState<number | null>(null)
  const now = pressedAt ?? serverNow() ?? 0
  const pick = (at: number) => {
    setPressedAt(now)
    onPick(new Date(at).toISOString())
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">{label}</legend>
      {agreedTimes(timezone, now, open).map(({ key, at }) => (
        <Button key={key} size={size} disabled={busy} onClick={() => pick(at)} data-time={key}>
          {t(key)} <span className="figure text-ink-3">{format.by(at, now)}</span>
        </Button>
      ))}
      <PickTime now={now} busy={busy} open={open} onPick={pick} />
    </fieldset>
  )
}
