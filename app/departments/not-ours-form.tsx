'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TextField } from '../_actions/text-field.tsx'
import { Button } from '../_ui/button.tsx'
import type { FormProps } from './answer-form.tsx'

/** Whose it is instead: the hand-off goes there, and does not come back into nobody's hands. */
export function NotOursForm({
  busy,
  say,
  others,
}: FormProps & { others: readonly { id: string; name: string }[] }) {
  const t = useTranslations('owedPage')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const wish = reason.trim() === '' ? {} : { reason: reason.trim() }
  return (
    <div className="grid gap-2">
      <label className="grid gap-1 text-sm text-ink-2">
        {t('whose')}
        <select
          value={to}
          onChange={(event) => setTo(event.target.value)}
          className="h-11 rounded-[5px] border border-line-strong bg-raised px-2 text-md text-ink"
        >
          <option value="" />
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <TextField label={t('reason')} value={reason} onChange={setReason} />
      <Button
        tone="strong"
        size="large"
        className="w-fit"
        disabled={busy || to === ''}
        onClick={() => say({ act: 'not-ours', to, ...wish })}
        data-send="not-ours"
      >
        {t('passOn')}
      </Button>
    </div>
  )
}
