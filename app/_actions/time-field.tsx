'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { zoneOf } from '#core/calendars/zone.ts'
import { useFormats } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { judgeTime, type OpenSpan } from './promise-times.ts'

interface TimeFieldProps {
  busy: boolean
  now: number
  open: readonly OpenSpan[] | null
  onPick: (at: number) => void
}

/** Wall time as the field writes it (`2026-11-30T10:00`), as if it were UTC. */
const wallOf = (text: string) => Date.parse(`${text}:00Z`)

/** Any other date and time, of the site's clock. What has passed cannot be promised; of a time at which nobody is there it is said. */
export function TimeField({ busy, now, open, onPick }: TimeFieldProps) {
  const t = useTranslations('times')
  const format = useFormats()
  const { timezone } = useFacts()
  const zone = zoneOf(timezone)
  const [text, setText] = useState('')
  const wall = wallOf(text)
  const at = Number.isNaN(wall) ? null : zone.instantOf(wall)
  const verdict = at === null ? null : judgeTime(at, now, open)
  const earliest = new Date(zone.wallAt(now)).toISOString().slice(0, 16)
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5" data-time-verdict={verdict ?? ''}>
      <label className="flex items-center gap-1.5 text-[0.8125rem] text-ink-2">
        {t('other')}
        <input
          type="datetime-local"
          min={earliest}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-8 rounded-[5px] border border-line-strong bg-raised px-1.5 text-[0.8125rem] text-ink"
        />
      </label>
      {at !== null && verdict !== 'past' && (
        <Button tone="strong" disabled={busy} onClick={() => onPick(at)} data-time="other">
          {format.by(at, now)}
        </Button>
      )}
      {(verdict === 'past' || verdict === 'closed') && (
        <span role="status" className="text-[0.8125rem] font-medium text-warn">
          <StateShape mark="warned" /> {t(verdict)}
        </span>
      )}
    </span>
  )
}
