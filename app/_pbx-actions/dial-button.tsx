'use client'
import { useTranslations } from 'use-intl/react'
import { RING_SEC } from '#core/site/dial-plan.ts'
import { useFacts } from '../_shell/facts.ts'
import { Fault } from '../_ui/fault.tsx'
import { useRequestAct } from './use-request-act.ts'

/** What a call is about, so that it is known to be an attempt at it. */
export interface CallAbout {
  callback?: string
  case?: string
  contact?: string
}

interface DialButtonProps {
  /** As it is shown. */
  phone: string
  about: CallAbout
  /** The agent's own row, as far as a call changes it. */
  shown: string
  /** In a line that has no room for more: what came of it stands in the number's place, or on top of the page. */
  isBrief?: boolean
}

/** Whether a number is shown only to be recognised by. */
export const isMasked = (phone: string): boolean => phone.includes('*')

/** Whether the server knows the number by what the call is about. */
export const knowsNumber = ({ callback, contact }: CallAbout): boolean =>
  callback !== undefined || contact !== undefined

/** From the end of the ringing until the row says what came of it. */
const SLACK_MS = 10_000

/**
 * Has the PBX call: one's own phone first, and then the number; one that may not be read is the server's to name. Of the
 * own phone nothing is told before it is answered: the call is asked for until then, and where none came of it, that is said.
 */
export function DialButton({ phone, about, shown, isBrief = false }: DialButtonProps) {
  const t = useTranslations('pbx')
  const { ringSec = RING_SEC } = useFacts()
  const { ask, asked, fault } = useRequestAct(shown, {
    ...{ onTop: isBrief, wordMs: ringSec * 1_000 + SLACK_MS, silence: t('noCall') },
  })
  const number = isMasked(phone) ? {} : { number: phone }
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <button
        type="button"
        className="figure font-medium text-accent hover:underline disabled:opacity-60"
        disabled={asked !== null}
        aria-label={t('call', { phone })}
        data-act="dial"
        onClick={() => void ask('dial', { name: 'dial', ...number, ...about })}
      >
        {isBrief && asked !== null ? <span role="status">{t('asked')}</span> : phone}
      </button>
      {asked !== null && !isBrief && (
        <span role="status" className="text-sm text-ink-2">
          {t('asked')}
        </span>
      )}
      <Fault text={fault} as="span" />
    </span>
  )
}
