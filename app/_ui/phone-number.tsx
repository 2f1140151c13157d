'use client'
import { useTranslations } from 'use-intl/react'

/** A number: to be dialled where the reader may know it; a masked one is only to be recognised by. */
export function PhoneNumber({ phone }: { phone: string }) {
  const t = useTranslations('desk')
  if (phone.includes('*')) return <span className="figure">{phone}</span>
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
