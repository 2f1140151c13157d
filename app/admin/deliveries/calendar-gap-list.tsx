'use client'
import { useTranslations } from 'use-intl/react'
import type { Deliveries } from './deliveries.ts'

/** Years that calendars count through, now or soon, of which no official list is known, and what to do. */
export function CalendarGapList({ gaps }: { gaps: Deliveries['calendars'] }) {
  const t = useTranslations('calendarGaps')
  return (
    <ul className="divide-y divide-line">
      {gaps.map(({ calendar, code, year }) => (
        <li key={`${calendar} ${code} ${year}`} className="px-1 py-2.5" data-calendar={calendar}>
          <p>{t('gap', { calendar, year: String(year) })}</p>
          <p className="text-base text-ink-2">{t('fix', { file: `holidays/${code}-${year}.json` })}</p>
        </li>
      ))}
    </ul>
  )
}
