'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { type CallAbout, DialButton, isMasked, knowsNumber } from '../_pbx-actions/dial-button.tsx'
import { useMe } from '../_shell/facts.ts'

const NOTHING: CallAbout = {}

interface PhoneNumberProps {
  phone: string
  about?: CallAbout
  /** In a line that has no room for more than the number. */
  isBrief?: boolean
}

/**
 * A number: to be dialled by the PBX that has the reader's phone where that can be asked, else, where they may know it, by
 * whatever this machine calls with. A masked one is only to be recognised by, unless the server knows whom the call is about.
 */
export function PhoneNumber({ phone, about = NOTHING, isBrief = false }: PhoneNumberProps) {
  const t = useTranslations('desk')
  const me = useMe()
  const own = useRow('agent', me?.agent ?? '')
  const isHidden = isMasked(phone)
  if (own?.acts?.includes('dial') === true && (!isHidden || knowsNumber(about)))
    return <DialButton {...{ phone, about, isBrief }} shown={JSON.stringify([own.state, own.contacts])} />
  if (isHidden) return <span className="figure">{phone}</span>
  return (
    <a
      className="figure font-medium text-accent hover:underline"
      href={`tel:${phone}`}
      aria-label={t('dial', { phone })}
    >
      {phone}
    </a>
  )
}
