'use client'
import { useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { Kpi } from './kpi.tsx'
import { leading } from './leading.ts'
import { type DaySpan, type Show, shows } from './shows.ts'
import { type KpiValue, useKpis } from './use-kpis.ts'

/** The key that presses a figure: the first ten have one. */
const digitOf = (show: Show) => {
  const index = shows.indexOf(show)
  return index < 10 ? (index + 1) % 10 : null
}

/** Which figures lead now; the same ones while the pointer is on the strip, for nothing moves under it. */
function useLeading(values: Record<Show, KpiValue>) {
  const isRead = useRef(false)
  const held = useRef<ReadonlySet<Show>>(new Set())
  const tones = Object.fromEntries(shows.map((show) => [show, values[show].tone])) as Record<
    Show,
    KpiValue['tone']
  >
  if (!isRead.current) held.current = new Set(leading(tones))
  return {
    lead: held.current,
    reading: {
      onPointerEnter: () => {
        isRead.current = true
      },
      onPointerLeave: () => {
        isRead.current = false
      },
    },
  }
}

/** The figures of the floor: those that matter now large, all others small beside them; each opens the entries behind it. */
export function KpiStrip({ book, day }: { book: WorkItemRegistry; day: DaySpan }) {
  const t = useTranslations('ledger')
  const values = useKpis(book, day)
  const { lead, reading } = useLeading(values)
  return (
    <section
      aria-label={t('label')}
      className="flex items-stretch border-b border-line bg-surface max-lg:flex-col"
      {...reading}
    >
      <div
        className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] max-sm:grid-cols-2 lg:w-[var(--leads)]"
        style={{ '--leads': `${lead.size * 10.5}rem` } as object}
        data-leading={lead.size}
      >
        {shows.map(
          (show) => lead.has(show) && <Kpi key={show} show={show} digit={digitOf(show)} {...values[show]} />,
        )}
      </div>
      <div
        className="flex min-w-0 flex-1 flex-wrap content-center gap-x-1 gap-y-0.5 px-3 py-1.5"
        data-quiet=""
      >
        {shows.map(
          (show) =>
            !lead.has(show) && <Kpi key={show} show={show} digit={digitOf(show)} {...values[show]} isQuiet />,
        )}
      </div>
    </section>
  )
}
