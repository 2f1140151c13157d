'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../../_shell/live-page.tsx'
import { Shell } from '../../_shell/shell.tsx'
import { AuditView } from './audit-view.tsx'

function Titled() {
  const t = useTranslations('audit')
  return (
    <Shell title={t('title')}>
      <AuditView />
    </Shell>
  )
}

export function AuditPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
