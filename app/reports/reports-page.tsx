'use client'
import { useTranslations } from 'use-intl/react'
import { DepartmentsLeague } from '../_reports/departments-league.tsx'
import { PromiseMakersPanel } from '../_reports/promise-makers-panel.tsx'
import { RaiseLimit } from '../_reports/raise-limit.tsx'
import { LivePage } from '../_shell/live-page.tsx'
import { Shell } from '../_shell/shell.tsx'

function Titled() {
  const t = useTranslations('nav')
  return (
    <Shell title={t('reports')}>
      <div className="mx-auto grid w-full max-w-5xl gap-8 px-4 pt-5 pb-16">
        <h1 className="sr-only">{t('reports')}</h1>
        <DepartmentsLeague />
        <PromiseMakersPanel />
        <RaiseLimit />
      </div>
    </Shell>
  )
}

/** What supervisors decide by: departments, promises by who made them, limits that are too low. */
export function ReportsPage() {
  return (
    <LivePage view="supervisor">
      <Titled />
    </LivePage>
  )
}
