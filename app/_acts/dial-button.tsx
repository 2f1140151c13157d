'use client'
import { useTranslations } from 'use-intl/react'
import { Fault } from '../_ui/fault.tsx'
import { useRequestAct } from './use-request-act.ts'

/** What a call is about, so that it is known to be an attempt at it. */
export interface CallAbout {
  callback?: string
  case?: string
  contact?: string
}

interface DialButtonProps {
  phone: string
  about: CallAbout
  /** The agent's own row, as far as a call changes it. */
  shown: string
}

/** Has the PBX call: one's own phone first, and then the number. */
export function DialButton({ phone, about, shown }: DialButtonProps) {
  const t = useTranslations('pbx')
  const { ask, asked, fault } = useRequestAct(shown)
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <button
        type="button"
        className="figure font-medium text-accent hover:underline disabled:opacity-60"
        disabled={asked !== null}
        aria-label={t('call', { phone })}
        data-act="dial"
        onClick={() => void ask('dial', { name: 'dial', number: phone, ...about })}
      >
        {phone}
      </button>
      {asked !== null && (
        <span role="status" className="text-sm text-ink-2">
          {t('phoneRings')}
        </span>
      )}
      <Fault text={fault} />
    </span>
  )
}
