'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { DeskView } from './desk-view.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('desk')}>
      <DeskView />
    </Shell>
  )
}

export function DeskPage() {
  return (
    <LivePage view="desk">
      <Titled />
    </LivePage>
  )
}
