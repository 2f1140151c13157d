'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TimeChips } from '../_actions/time-chips.tsx'
import { TextField } from '../_ui/text-field.tsx'
import type { FormProps } from './answer-form.tsx'

/** Until when, and why: it is a question to who looks after the customer, and moves nothing by itself. */
export function MoreTimeForm({ busy, say }: FormProps) {
  const t = useTranslations('owedPage')
  const [reason, setReason] = useState('')
  const body = reason.trim() === '' ? {} : { reason: reason.trim() }
  return (
    <div className="grid gap-2">
      <p className="text-base text-ink-2">{t('moreTimeText')}</p>
      <TextField label={t('reason')} value={reason} onChange={setReason} />
      <TimeChips
        busy={busy}
        label={t('moreTimeUntil')}
        onPick={(until) => void say({ act: 'more-time', until, ...body })}
      />
    </div>
  )
}
