'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useDurationCell } from '../_format/use-duration.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { CodeForm } from './code-form.tsx'
import { nextAddress, type SignInAnswer } from './send.ts'
import { SignInTurn } from './sign-in-turn.tsx'
import { useSignInTurn } from './use-sign-in-turn.ts'

interface Typed {
  login: string
  password: string
}

/** Why nobody was signed in, as the key of its sentence. A refusal does not say which of login and password was wrong. */
function refusalOf({ status, code }: Extract<SignInAnswer, { ok: false }>) {
  if (status === 429) return 'slowDown'
  if (status === 0 || status >= 500) return 'noAnswer'
  if (code === 'published_password') return 'publishedPassword'
  if (code === 'second_factor_broken') return 'brokenFactor'
  if (code === 'wrong_code') return 'wrongCode'
  return code === 'foreign_origin' ? 'foreignOrigin' : 'wrong'
}

/** Staff number or e-mail, and password; then a code, of whom has a second factor. */
export function SignInForm() {
  const t = useTranslations('signIn')
  const figure = useDurationCell()
  const { busy, isWaiting, send } = useSignInTurn()
  const [fault, setFault] = useState<string | null>(null)
  /** What was right but for the code that is still to come. */
  const [typed, setTyped] = useState<Typed | null>(null)

  async function trySignIn(given: Typed, code?: string): Promise<void> {
    setFault(null)
    const sent = await send('/api/v1/session', { ...given, ...(code !== undefined && { code }) })
    if (sent.ok) {
      // The next page asks who it is; with a first password, or without a second factor that is asked for, it leads back.
      location.assign(nextAddress(location.search, location.origin))
      return
    }
    if (sent.code === 'code_required') {
      setTyped(given)
      return
    }
    const refusal = refusalOf(sent)
    if (refusal === 'wrong') setTyped(null)
    setFault(t(refusal, { time: figure(sent.retryAfterSec ?? 60) }))
  }
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    await trySignIn({ login: text('login'), password: text('password') })
  }
  function back(): void {
    setTyped(null)
    setFault(null)
  }
  if (typed !== null)
    return <CodeForm busy={busy} fault={fault} onCode={(code) => trySignIn(typed, code)} onBack={back} />
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <TextField size="large" label={t('login')} name="login" autoComplete="username" required autoFocus />
      <TextField
        size="large"
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <Button type="submit" tone="strong" size="large" disabled={busy}>
        {t('submit')}
      </Button>
      <SignInTurn waits={isWaiting} />
      <Fault text={fault} />
    </form>
  )
}
