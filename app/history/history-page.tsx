'use client'
import { useTranslations } from 'use-intl/react'
import { HistoryReport } from '../_history/history-report.tsx'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('history')}>
      <div className="mx-auto grid w-full max-w-7xl min-w-0 gap-5 px-4 pt-4 pb-16">
        <h1 className="sr-only">{t('history')}</h1>
        <HistoryReport />
      </div>
    </Shell>
  )
}

/** How any day, week or month was, beside the one before. */
export function HistoryPage() {
  return (
    <LivePage view="supervisor">
      <Titled />
    </LivePage>
  )
}
