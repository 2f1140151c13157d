'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { ScreensView } from './screens-view.tsx'

function Titled() {
  const t = useTranslations('screens')
  return (
    <Shell title={t('title')}>
      <ScreensView />
    </Shell>
  )
}

export function ScreensPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
