'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../../_shell/live-page.tsx'
import { Shell } from '../../_shell/shell.tsx'
import { SiteView } from './site-view.tsx'

function Titled() {
  const t = useTranslations('siteFile')
  return (
    <Shell title={t('title')}>
      <SiteView />
    </Shell>
  )
}

export function SitePage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
