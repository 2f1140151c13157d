'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { SettingsFace } from './settings-face.tsx'

function Titled() {
  const t = useTranslations('settings')
  return (
    <Shell title={t('title')}>
      <SettingsFace />
    </Shell>
  )
}

export function SettingsScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
