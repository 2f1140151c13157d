'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { DutyFace } from './duty-face.tsx'

function Titled() {
  const t = useTranslations('duty')
  return (
    <Shell title={t('title')}>
      <DutyFace />
    </Shell>
  )
}

export function DutyScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
