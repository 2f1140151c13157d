'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { SupervisorFace } from './supervisor-face.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('supervisor')} fills>
      <SupervisorFace />
    </Shell>
  )
}

export function SupervisorScreen() {
  return (
    <Screen view="supervisor">
      <Titled />
    </Screen>
  )
}
