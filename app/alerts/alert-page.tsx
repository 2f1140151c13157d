'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { AlertView } from './alert-view.tsx'

function Titled({ id }: { id: string }) {
  const t = useTranslations('alertHistory')
  return (
    <Shell title={t('title')}>
      <AlertView id={id} />
    </Shell>
  )
}

export function AlertPage({ id }: { id: string }) {
  return (
    <LivePage view="alerts">
      <Titled id={id} />
    </LivePage>
  )
}
