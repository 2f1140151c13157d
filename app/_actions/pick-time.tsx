'use client'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { instantOfWall, wallText } from '../_format/wall-time.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { isOpenAt, opensAfter } from './agreed-times.ts'
import type { OpenSpans } from './use-opening.ts'

interface PickTimeProps {
  now: number
  busy: boolean
  open: OpenSpans | null
  onPick: (at: number) => void
}

/** Any date and time, by the site's clock. One that has passed cannot be chosen; one at which nobody is there says so. */
export function PickTime({ now, busy, open, onPick }: PickTimeProps) {
  const t = useTranslations('times')
  const format = useFormats()
  const { timezone } = useFacts()
  const [text, setText] = useState('')
  const word = useId()
  const at = instantOfWall(text, timezone)
  const isPast = at !== null && at <= now
  // Of what lies beyond the days that were asked for nobody knows.
  const opens = at === null || isPast || open === null || isOpenAt(open, at) ? null : opensAfter(open, at)
  function pick(): void {
    if (at !== null && !isPast && !busy) onPick(at)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <TextField
        beside
        label={t('orAt')}
        type="datetime-local"
        name="at"
        value={text}
        min={wallText(now, timezone)}
        aria-describedby={word}
        aria-invalid={isPast}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // It may stand in a form, which is not to be sent by this.
          event.preventDefault()
          pick()
        }}
      />
      {at !== null && (
        <Button tone="strong" className="min-h-9" disabled={busy || isPast} onClick={pick} data-time="picked">
          {format.by(at, now)}
        </Button>
      )}
      <span id={word} role="status" className="text-sm text-warn empty:hidden">
        {isPast && t('past')}
        {opens !== null && t('closedUntil', { time: format.by(opens, now) })}
      </span>
    </div>
  )
}
