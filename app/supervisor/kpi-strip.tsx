'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { Kpi } from './kpi.tsx'
import { leading, MOST_LEAD, MOST_LEAD_PHONE } from './leading.ts'
import { type DaySpan, type Show, shows } from './shows.ts'
import { type KpiValue, useKpis } from './use-kpis.ts'

/** The key that presses a figure: the first ten have one. */
const digitOf = (show: Show) => {
  const index = shows.indexOf(show)
  return index < 10 ? (index + 1) % 10 : null
}

/** Which figures lead now; the same ones while the pointer is on the strip, for nothing moves under it. */
function useLeading(values: Record<Show, KpiValue>, most: number) {
  const isRead = useRef(false)
  const held = useRef<ReadonlySet<Show>>(new Set())
  const tones = Object.fromEntries(shows.map((show) => [show, values[show].tone])) as Record<
    Show,
    KpiValue['tone']
  >
  if (!isRead.current) held.current = new Set(leading(tones, most))
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

interface KpiStripProps {
  book: WorkItemRegistry
  day: DaySpan
  /** Three figures in one line, the others behind a press. */
  isPhone: boolean
}

/** The figures of the floor: those that matter now large, all others small beside them; each opens the entries behind it. */
export function KpiStrip({ book, day, isPhone }: KpiStripProps) {
  const t = useTranslations('ledger')
  const values = useKpis(book, day)
  const [opened, setOpened] = useState(false)
  const { lead, reading } = useLeading(values, isPhone ? MOST_LEAD_PHONE : MOST_LEAD)
  return (
    <section
      aria-label={t('label')}
      className="flex items-stretch border-b border-line bg-surface max-lg:flex-col"
      {...reading}
    >
      <div
        className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] max-sm:grid-cols-3 lg:w-[var(--leads)]"
        style={{ '--leads': `${lead.size * 10.5}rem` } as object}
        data-leading={lead.size}
      >
        {shows.map(
          (show) => lead.has(show) && <Kpi key={show} show={show} digit={digitOf(show)} {...values[show]} />,
        )}
      </div>
      <div
        hidden={isPhone && !opened}
        className="flex min-w-0 flex-1 flex-wrap content-center gap-x-1 gap-y-0.5 px-3 py-1.5 [&[hidden]]:hidden"
        data-quiet=""
      >
        {shows.map(
          (show) =>
            !lead.has(show) && <Kpi key={show} show={show} digit={digitOf(show)} {...values[show]} isQuiet />,
        )}
      </div>
      {isPhone && (
        <button
          type="button"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          className="min-h-9 border-t border-line px-4 text-start text-sm text-ink-2"
          data-act="more-figures"
        >
          {t(opened ? 'fewer' : 'moreFigures')}
        </button>
      )}
    </section>
  )
}
