'use client'
import { useTranslations } from 'use-intl/react'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'
import { CasesView } from './cases-view.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('cases')} fills>
      <CasesView />
    </Shell>
  )
}

/** Cases of any age, by what narrows them in the page's address. */
export function CasesPage() {
  return (
    <LivePage view="alerts">
      <Titled />
    </LivePage>
  )
}
