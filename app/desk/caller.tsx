'use client'
import { useTranslations } from 'use-intl/react'
import { PhoneNumber } from '../_ui/phone-number.tsx'

interface CallerProps {
  row: { name: string | null; phone: string | null }
  className?: string
}

/** Who it is, by name and number: never by a key of ours. */
export function Caller({ row, className = '' }: CallerProps) {
  const t = useTranslations('desk')
  const { name, phone } = row
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-2 ${className}`}>
      {name !== null && <span>{name}</span>}
      {phone !== null && <PhoneNumber phone={phone} />}
      {name === null && phone === null && <span className="text-ink-3">{t('unknownCaller')}</span>}
    </span>
  )
}
