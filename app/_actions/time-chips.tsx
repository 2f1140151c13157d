'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { judgeTime, promiseTimes } from './promise-times.ts'
import { TimeField } from './time-field.tsx'
import { useHours } from './use-hours.ts'

interface TimeChipsProps {
  busy: boolean
  /** What pressing a time does, as the group's name. */
  label: string
  /** Whose calendar says when somebody is there to keep it. */
  queue?: string | null
  size?: 'small' | 'large'
  onPick: (due: string) => void
}

/** Times as chips: one press is the whole answer. A time at which nobody is there says so; any other can be chosen. */
export function TimeChips({ busy, label, queue = null, size = 'small', onPick }: TimeChipsProps) {
  const t = useTranslations('times')
  const format = useFormats()
  const { timezone } = useFacts()
  const open = useHours(queue)
  const serverNow = useServerNow()
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
      {promiseTimes(timezone, now, open).map(({ key, at }) => {
        const isClosed = judgeTime(at, now, open) === 'closed'
        return (
          <Button
            key={key}
            size={size}
            disabled={busy}
            onClick={() => pick(at)}
            data-time={key}
            data-closed={isClosed ? '' : undefined}
          >
            {isClosed && <StateShape mark="warned" />}
            {t(key)} <span className="figure text-ink-3">{format.by(at, now)}</span>
            {isClosed && <span className="text-warn">{t('shut')}</span>}
          </Button>
        )
      })}
      <TimeField busy={busy} now={now} open={open} onPick={pick} />
    </fieldset>
  )
}
