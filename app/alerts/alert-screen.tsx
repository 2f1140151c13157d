'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../_frame/screen.tsx'
import { Shell } from '../_frame/shell.tsx'
import { AlertFace } from './alert-face.tsx'

function Titled({ id }: { id: string }) {
  const t = useTranslations('alertHistory')
  return (
    <Shell title={t('title')}>
      <AlertFace id={id} />
    </Shell>
  )
}

export function AlertScreen({ id }: { id: string }) {
  return (
    <Screen view="alerts">
      <Titled id={id} />
    </Screen>
  )
}
