'use client'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { CopyButton } from '../_ui/copy-button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { QrCode } from '../_ui/qr-code.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { PasswordStep } from './password-step.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useStep } from './use-step.ts'

interface NewSecret {
  secret: string
  uri: string
}

/** In groups of four, as it is typed from a screen. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

function Confirm({ made, confirmed }: { made: NewSecret; confirmed: (codes: string[]) => void }) {
  const t = useTranslations('secondFactor')
  const step = useStep()
  const shown = useRef<HTMLElement>(null)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
    const sent = await step.send<{ codes: string[] }>('/confirm', { code })
    if (sent !== null) confirmed(sent.codes)
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <p className="text-ink-2">{t('scan')}</p>
      <QrCode text={made.uri} label={t('qr')} className="size-52" />
      <p className="text-sm text-ink-3">
        {t('orType')}
        <code ref={shown} className="figure block text-md text-ink wrap-anywhere" data-secret="">
          {grouped(made.secret)}
        </code>
        <CopyButton text={made.secret} shown={shown} label={t('copy')} />
      </p>
      <TextField
        size="large"
        label={t('code')}
        name="code"
        required
        maxLength={7}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <Button type="submit" tone="strong" size="large" className="w-fit" disabled={step.busy}>
        {t('confirm')}
      </Button>
      <Fault text={step.fault === null ? null : t(`fault.${step.fault}`)} />
    </form>
  )
}

/** Sets a second factor up: the secret for an app, shown once, a code of it, and the recovery codes. */
export function SetUpSecondFactor({ done }: { done: () => void }) {
  const t = useTranslations('secondFactor')
  const step = useStep()
  const [made, setMade] = useState<NewSecret | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  async function begin(body: { password?: string }): Promise<void> {
    setMade(await step.send<NewSecret>('', body))
  }
  if (codes !== null) return <RecoveryCodes codes={codes} done={done} />
  if (made !== null) return <Confirm made={made} confirmed={setCodes} />
  return <PasswordStep step={step} label={t('setUp')} onSend={begin} act="second-factor-set-up" />
}
