'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Field } from './field.tsx'
import { InLine } from './in-line.tsx'
import { nextAddress, type SignInAnswer } from './send.ts'
import { useInLine } from './use-in-line.ts'

/** Staff number or e-mail, and password. A refusal does not say which of the two was wrong. */
export function SignInForm() {
  const t = useTranslations('signIn')
  const { busy, inLine, send } = useInLine()
  const [fault, setFault] = useState<string | null>(null)

  function explain(sent: Extract<SignInAnswer, { ok: false }>): string {
    if (sent.status === 429) return t('slowDown', { seconds: sent.retryAfterSec ?? 60 })
    if (sent.status === 0 || sent.status >= 500) return t('noAnswer')
    if (sent.code === 'published_password') return t('publishedPassword')
    return t(sent.code === 'foreign_origin' ? 'foreignOrigin' : 'wrong')
  }
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setFault(null)
    const sent = await send('/api/v1/session', { login: form.get('login'), password: form.get('password') })
    if (sent.ok) {
      // The next page asks who it is; with a first password it leads back here to change it.
      location.assign(nextAddress(location.search, location.origin))
      return
    }
    setFault(explain(sent))
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <Field label={t('login')} name="login" autoComplete="username" required autoFocus />
      <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" tone="strong" size="large" disabled={busy}>
        {t('submit')}
      </Button>
      <InLine waits={inLine} />
      <Fault text={fault} />
    </form>
  )
}
