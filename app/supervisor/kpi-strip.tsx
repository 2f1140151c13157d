'use client'
import { useTranslations } from 'use-intl/react'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { Kpi } from './kpi.tsx'
import { type DaySpan, shows } from './shows.ts'
import { useKpis } from './use-kpis.ts'

/** The figures that nobody else has, in one line; each opens the entries behind it. */
export function KpiStrip({ book, day }: { book: WorkItemRegistry; day: DaySpan }) {
  const t = useTranslations('ledger')
  const metrics = useKpis(book, day)
  return (
    <section
      aria-label={t('label')}
      className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] border-b border-line bg-surface"
    >
      {shows.map((show, index) => (
        <Kpi key={show} show={show} digit={(index + 1) % 10} {...metrics[show]} />
      ))}
    </section>
  )
}
