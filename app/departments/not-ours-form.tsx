'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import { TextField } from '../_ui/text-field.tsx'
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
  const body = reason.trim() === '' ? {} : { reason: reason.trim() }
  return (
    <div className="grid gap-2">
      <SelectField label={t('whose')} value={to} none="" options={others} onChange={setTo} />
      <TextField label={t('reason')} value={reason} onChange={setReason} />
      <Button
        tone="strong"
        size="large"
        className="w-fit"
        disabled={busy || to === ''}
        onClick={() => say({ act: 'not-ours', to, ...body })}
        data-send="not-ours"
      >
        {t('passOn')}
      </Button>
    </div>
  )
}
