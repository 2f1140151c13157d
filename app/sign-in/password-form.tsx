'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Field } from './field.tsx'
import { nextAddress, send } from './send.ts'

const LEAST_LENGTH = 10

/** The first password came from the site file and others know it: it is changed before anything is shown. */
export function PasswordForm() {
  const t = useTranslations('signIn')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (form.get('next') !== form.get('again')) {
      setFault(t('notTheSame'))
      return
    }
    setBusy(true)
    setFault(null)
    const sent = await send('/api/v1/session/password', {
      current: form.get('current'),
      next: form.get('next'),
    })
    if (sent.ok) {
      location.assign(nextAddress(location.search))
      return
    }
    setBusy(false)
    setFault(sent.status === 0 || sent.status >= 500 ? t('noAnswer') : t('notChanged'))
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-ink-2">{t('changeText')}</p>
      <Field label={t('current')} name="current" type="password" autoComplete="current-password" required />
      <Field
        label={t('next')}
        hint={t('nextHint', { count: LEAST_LENGTH })}
        name="next"
        type="password"
        autoComplete="new-password"
        minLength={LEAST_LENGTH}
        required
      />
      <Field label={t('again')} name="again" type="password" autoComplete="new-password" required />
      <Button type="submit" tone="strong" size="large" disabled={busy}>
        {t('change')}
      </Button>
      <Fault text={fault} />
    </form>
  )
}
