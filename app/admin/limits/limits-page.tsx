'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../../_shell/live-page.tsx'
import { Shell } from '../../_shell/shell.tsx'
import { LimitsView } from './limits-view.tsx'

function Titled() {
  const t = useTranslations('limits')
  return (
    <Shell title={t('title')}>
      <LimitsView />
    </Shell>
  )
}

export function LimitsPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
