'use client'
import { type ComponentProps, type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'

interface CodeFormProps {
  busy: boolean
  fault: string | null
  onCode: (code: string) => Promise<void>
  /** Back to login and password. */
  onBack: () => void
}

/** Asks for the second factor, once the password was right: a code of the app, or a recovery code. */
export function CodeForm({ busy, fault, onCode, onBack }: CodeFormProps) {
  const t = useTranslations('secondFactor')
  const [recovery, setRecovery] = useState(false)
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    await onCode(String(new FormData(event.currentTarget).get('code') ?? ''))
  }
  const field: ComponentProps<typeof TextField> = recovery
    ? { label: t('recoveryCode'), hint: t('recoveryHint'), autoComplete: 'off', maxLength: 40 }
    : {
        ...{ label: t('code'), hint: t('codeHint'), autoComplete: 'one-time-code' },
        ...{ inputMode: 'numeric', maxLength: 7 },
      }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <TextField size="large" key={recovery ? 'recovery' : 'app'} name="code" required autoFocus {...field} />
      <Button type="submit" tone="strong" size="large" disabled={busy}>
        {t('submit')}
      </Button>
      <Fault text={fault} />
      <div className="flex flex-wrap gap-2">
        <Button tone="quiet" onClick={() => setRecovery(!recovery)} data-act="other-code">
          {t(recovery ? 'useApp' : 'useRecovery')}
        </Button>
        <Button tone="quiet" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
