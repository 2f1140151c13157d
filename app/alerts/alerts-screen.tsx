'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { AlertsFace } from './alerts-face.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('alerts')}>
      <AlertsFace />
    </Shell>
  )
}

export function AlertsScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
