'use client'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'
import type { useStep } from './use-step.ts'

interface PasswordStepProps {
  step: ReturnType<typeof useStep>
  /** What the button says that sends it. */
  label: string
  onSend: (body: { password?: string }) => Promise<void>
  act: string
}

/** A button for something that changes how one signs in: the password is asked for once more, but of who just typed it. */
export function PasswordStep({ step, label, onSend, act }: PasswordStepProps) {
  const t = useTranslations('secondFactor')
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    await onSend(password === '' ? {} : { password })
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      {step.asksPassword && (
        <TextField
          size="large"
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
        />
      )}
      <Button
        type="submit"
        size="large"
        tone={step.asksPassword ? 'strong' : 'plain'}
        className="w-fit"
        disabled={step.busy}
        data-act={act}
      >
        {label}
      </Button>
      <Fault text={step.fault === null ? null : t(`fault.${step.fault}`)} />
    </form>
  )
}
