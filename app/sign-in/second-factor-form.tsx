'use client'
import { useTranslations } from 'use-intl/react'
import { SetUpSecondFactor } from '../_second-factor/set-up.tsx'
import { nextAddress } from './send.ts'

/** Whose role is asked for a second factor sets it up before anything is shown. */
export function SecondFactorForm() {
  const t = useTranslations('signIn')
  return (
    <div className="grid gap-4 pb-16">
      <p className="text-ink-2">{t('setUpText')}</p>
      <SetUpSecondFactor done={() => location.assign(nextAddress(location.search, location.origin))} />
    </div>
  )
}
