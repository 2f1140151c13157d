'use client'
import { useTranslations } from 'use-intl/react'

/** Says to who waits that it goes on by itself. */
export function SignInTurn({ waits }: { waits: boolean }) {
  const t = useTranslations('signIn')
  return (
    <p role="status" className="text-sm text-ink-2 empty:hidden">
      {waits ? t('inLine') : null}
    </p>
  )
}
