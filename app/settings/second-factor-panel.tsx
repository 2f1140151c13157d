'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { PasswordStep } from '../_second-factor/password-step.tsx'
import { RecoveryCodes } from '../_second-factor/recovery-codes.tsx'
import { SetUpSecondFactor } from '../_second-factor/set-up.tsx'
import { useStep } from '../_second-factor/use-step.ts'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Fault } from '../_ui/fault.tsx'

/** `GET /api/v1/me/second-factor`. */
interface Status {
  on: boolean
  since: string | null
  codesLeft: number
  required: boolean
}

const FEW_CODES = 3

function TurnedOn({ status, changed }: { status: Status; changed: () => Promise<void> }) {
  const t = useTranslations('secondFactor')
  const format = useFormats()
  const renewing = useStep()
  const ending = useStep()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes !== null)
    return (
      <RecoveryCodes
        codes={codes}
        done={() => {
          setCodes(null)
          void changed()
        }}
      />
    )
  async function renew(body: object): Promise<void> {
    const sent = await renewing.send<{ codes: string[] }>('/codes', body)
    if (sent !== null) setCodes(sent.codes)
  }
  async function turnOff(body: object): Promise<void> {
    if ((await ending.send('/off', body)) !== null) await changed()
  }
  return (
    <div className="grid gap-3">
      <p>
        <b className="font-semibold text-ok">{t('on', { since: format.date(status.since ?? '') })}</b>
        <span className={`block ${status.codesLeft < FEW_CODES ? 'font-medium text-warn' : 'text-ink-2'}`}>
          {t('codesLeft', { count: status.codesLeft })}
        </span>
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <PasswordStep step={renewing} label={t('newCodes')} onSend={renew} act="second-factor-codes" />
        {!status.required && (
          <PasswordStep step={ending} label={t('turnOff')} onSend={turnOff} act="second-factor-off" />
        )}
      </div>
      {status.required && <p className="text-sm text-ink-3">{t('required')}</p>}
    </div>
  )
}

/** My second factor: a code of an app at each sign-in, beside the password. */
export function SecondFactorPanel() {
  const t = useTranslations('secondFactor')
  const settings = useTranslations('settings')
  const { value, fault, read } = useLoaded<Status>('/api/v1/me/second-factor')
  if (value === null) return <Fault text={fault === null ? null : settings('notNow')} />
  return (
    <div className="grid gap-3 pt-3" data-second-factor={value.on ? 'on' : 'off'}>
      {!value.on && <p className="text-ink-2">{t('text')}</p>}
      {value.on ? <TurnedOn status={value} changed={read} /> : <SetUpSecondFactor done={() => void read()} />}
    </div>
  )
}
