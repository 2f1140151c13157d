'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useDurationCell } from '../_format/use-duration.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { LEAST_LENGTH, passwordFault, refusalKey } from './password-fault.ts'
import { nextAddress } from './send.ts'
import { SignInTurn } from './sign-in-turn.tsx'
import { useSignInTurn } from './use-sign-in-turn.ts'

/** The first password came from the site file and others know it: it is changed before anything is shown. */
export function PasswordForm() {
  const t = useTranslations('signIn')
  const figure = useDurationCell()
  const { busy, isWaiting, send } = useSignInTurn()
  const [fault, setFault] = useState<string | null>(null)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    const broken = passwordFault({ current: text('current'), next: text('next'), again: text('again') })
    if (broken !== null) {
      setFault(t(broken, { count: LEAST_LENGTH }))
      return
    }
    setFault(null)
    const sent = await send('/api/v1/session/password', { current: text('current'), next: text('next') })
    if (sent.ok) {
      location.assign(nextAddress(location.search, location.origin))
      return
    }
    setFault(t(refusalKey(sent), { time: figure(sent.retryAfterSec ?? 60) }))
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-ink-2">{t('changeText')}</p>
      <TextField
        size="large"
        label={t('current')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        size="large"
        label={t('next')}
        hint={t('nextHint', { count: LEAST_LENGTH })}
        name="next"
        type="password"
        autoComplete="new-password"
        required
      />
      <TextField
        size="large"
        label={t('again')}
        name="again"
        type="password"
        autoComplete="new-password"
        required
      />
      <Button type="submit" tone="strong" size="large" disabled={busy}>
        {t('change')}
      </Button>
      <SignInTurn waits={isWaiting} />
      <Fault text={fault} />
    </form>
  )
}
