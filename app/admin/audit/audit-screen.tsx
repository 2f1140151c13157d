'use client'
import { useTranslations } from 'use-intl/react'
import { Screen } from '../../_frame/screen.tsx'
import { Shell } from '../../_frame/shell.tsx'
import { AuditFace } from './audit-face.tsx'

function Titled() {
  const t = useTranslations('audit')
  return (
    <Shell title={t('title')}>
      <AuditFace />
    </Shell>
  )
}

export function AuditScreen() {
  return (
    <Screen view="alerts">
      <Titled />
    </Screen>
  )
}
