'use client'
import { useTranslations } from 'use-intl/react'
import type { CallAbout } from '../_pbx-actions/dial-button.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'

interface CallerProps {
  row: { name: string | null; phone: string | null }
  /** What a call to them is about. */
  about?: CallAbout
  /** In a line that has no room for more than the number. */
  isBrief?: boolean
  className?: string
}

/** Who it is, by name and number: never by a key of ours. */
export function Caller({ row, about, isBrief, className = '' }: CallerProps) {
  const t = useTranslations('desk')
  const { name, phone } = row
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-2 ${className}`}>
      {name !== null && <span>{name}</span>}
      {phone !== null && <PhoneNumber {...{ phone, about, isBrief }} />}
      {name === null && phone === null && <span className="text-ink-3">{t('unknownCaller')}</span>}
    </span>
  )
}
