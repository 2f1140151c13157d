'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { DutyView } from './duty-view.tsx'

function Titled() {
  const t = useTranslations('duty')
  return (
    <Shell title={t('title')}>
      <DutyView />
    </Shell>
  )
}

export function DutyPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
