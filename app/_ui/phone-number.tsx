'use client'
import { useTranslations } from 'use-intl/react'
import { type CallAbout, DialButton } from '../_acts/dial-button.tsx'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'

const NOTHING: CallAbout = {}

/**
 * A number: to be dialled where the reader may know it, by the PBX that has their phone where that can be asked, else by
 * whatever this machine calls with; a masked one is only to be recognised by.
 */
export function PhoneNumber({ phone, about = NOTHING }: { phone: string; about?: CallAbout }) {
  const t = useTranslations('desk')
  const me = useMe()
  const own = useRow('agent', me?.agent ?? '')
  if (phone.includes('*')) return <span className="figure">{phone}</span>
  if (own?.acts?.includes('dial') === true)
    return <DialButton phone={phone} about={about} shown={JSON.stringify([own.state, own.contacts])} />
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
