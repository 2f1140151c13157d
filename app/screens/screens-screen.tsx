'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { ScreensFace } from './screens-face.tsx'

function Titled() {
  const t = useTranslations('screens')
  return (
    <Shell title={t('title')}>
      <ScreensFace />
    </Shell>
  )
}

export function ScreensScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
