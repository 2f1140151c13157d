'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../../_shell/live-page.tsx'
import { Shell } from '../../_shell/shell.tsx'
import { OperationsView } from './operations-view.tsx'

function Titled() {
  const t = useTranslations('operations')
  return (
    <Shell title={t('title')}>
      <OperationsView />
    </Shell>
  )
}

export function OperationsPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
