'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { SupervisorView } from './supervisor-view.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('supervisor')} fills>
      <SupervisorView />
    </Shell>
  )
}

export function SupervisorPage() {
  return (
    <LivePage view="supervisor">
      <Titled />
    </LivePage>
  )
}
