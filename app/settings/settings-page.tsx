'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { SettingsView } from './settings-view.tsx'

function Titled() {
  const t = useTranslations('settings')
  return (
    <Shell title={t('title')}>
      <SettingsView />
    </Shell>
  )
}

export function SettingsPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
