'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { AlertsView } from './alerts-view.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('alerts')}>
      <AlertsView />
    </Shell>
  )
}

export function AlertsPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
