'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../../_shell/live-page.tsx'
import { Shell } from '../../_shell/shell.tsx'
import { DeliveriesView } from './deliveries-view.tsx'

function Titled() {
  const t = useTranslations('deliveries')
  return (
    <Shell title={t('title')}>
      <DeliveriesView />
    </Shell>
  )
}

export function DeliveriesPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
