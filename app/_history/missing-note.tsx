'use client'
import { useTranslations } from 'use-intl/react'
import { useJoined } from '../_format/use-joined.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { dayRanges } from './day-ranges.ts'
import { usePeriodLabels } from './use-period-label.ts'
import type { ShownReport } from './use-report.ts'

/** What of the span is not in the figures: days without records, dates that the zone skipped, queues that one may not see. */
export function MissingNote({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage')
  const labels = usePeriodLabels()
  const join = useJoined()
  const { missing, partial } = report.now
  const daysOf = (lost: boolean) =>
    join(
      dayRanges(missing.filter((day) => day.lost === lost)).map(({ from, last }) => labels.days(from, last)),
    )
  const lost = daysOf(true)
  const silent = daysOf(false)
  const skipped = join(report.skipped.map(labels.date))
  if (lost === '' && silent === '' && skipped === '' && !partial) return null
  return (
    <ul className="grid gap-1 text-sm text-ink-2" data-part="missing">
      {lost !== '' && (
        <li className="font-medium text-warn">
          <StateShape mark="warned" /> {t('missing.lost', { days: lost })}
        </li>
      )}
      {silent !== '' && (
        <li>
          <StateShape mark="unknown" /> {t('missing.silent', { days: silent })}
        </li>
      )}
      {skipped !== '' && (
        <li>
          <StateShape mark="unknown" /> {t('missing.skipped', { days: skipped })}
        </li>
      )}
      {partial && <li>{t('partial')}</li>}
    </ul>
  )
}
