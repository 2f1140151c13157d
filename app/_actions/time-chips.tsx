'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { promiseTimes } from './promise-times.ts'

interface TimeChipsProps {
  busy: boolean
  /** What pressing a time does, as the group's name. */
  label: string
  onPick: (due: string) => void
}

/** Times as chips: one press is the whole answer. Another time can be typed. */
export function TimeChips({ busy, label, onPick }: TimeChipsProps) {
  const t = useTranslations('times')
  const format = useFormats()
  const { timezone } = useFacts()
  const serverNow = useServerNow()
  /** Once one was pressed, times stand still: pressed again because no answer came, it is the same time. */
  const [pressedAt, setPressedAt] = useState<number | null>(null)
  const now = pressedAt ?? serverNow() ?? 0
  const pick = (at: number) => {
    setPressedAt(now)
    onPick(new Date(at).toISOString())
  }
  const [minutes, setMinutes] = useState('')
  const typed = Number(minutes)
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">{label}</legend>
      {promiseTimes(timezone, now).map(({ key, at }) => (
        <Button key={key} disabled={busy} onClick={() => pick(at)} data-time={key}>
          {t(key)} <span className="figure text-ink-3">{format.by(at, now)}</span>
        </Button>
      ))}
      <label className="flex items-center gap-1.5 text-[0.8125rem] text-ink-2">
        {t('inMinutes')}
        <input
          type="number"
          min={1}
          max={100_000}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          className="h-7 w-16 rounded-[5px] border border-line-strong bg-raised px-1.5 text-ink"
        />
      </label>
      {typed > 0 && (
        <Button tone="strong" disabled={busy} onClick={() => pick(now + typed * 60_000)}>
          {format.by(now + typed * 60_000, now)}
        </Button>
      )}
    </fieldset>
  )
}
