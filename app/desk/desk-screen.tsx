'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { DeskFace } from './desk-face.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('desk')}>
      <DeskFace />
    </Shell>
  )
}

export function DeskScreen() {
  return (
    <Screen view="desk">
      <Titled />
    </Screen>
  )
}
