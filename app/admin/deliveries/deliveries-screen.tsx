'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../../_frame/screen.tsx'
import { Shell } from '../../_frame/shell.tsx'
import { DeliveriesFace } from './deliveries-face.tsx'

function Titled() {
  const t = useTranslations('deliveries')
  return (
    <Shell title={t('title')}>
      <DeliveriesFace />
    </Shell>
  )
}

export function DeliveriesScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
