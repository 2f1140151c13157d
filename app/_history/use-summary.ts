'use client'
import { useTranslations } from 'use-intl/react'
import type { IntervalReport } from '#core/api/interval-report.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { usePeriodLabels } from './use-period-label.ts'
import type { ShownReport } from './use-report.ts'
import { notInTime, worstPeriod } from './worst.ts'

/** Whether contacts came of which there is no record: then 0 is not how many there were. */
const isLost = ({ missing }: Pick<IntervalReport, 'missing'>) => missing.some(({ lost }) => lost)

/** A report in one or two sentences: how it was, how it was before, and what was worst. */
export function useSummary(report: ShownReport): string {
  const t = useTranslations('historyPage.summary')
  const format = useFormats()
  const figure = useDurationCell()
  const labels = usePeriodLabels()
  const { view } = report.shown
  const dates = view.before === null ? '' : labels.dates(view.before.first, view.before.last)
  if (report.kind === 'legs') {
    const { total } = report.now
    const handled = format.count(total.handled)
    const values = { handled, level: format.share(total.serviceLevel), aht: figure(total.ahtSec) }
    const old = report.before?.total
    return [
      total.handled === 0 ? t('noLegs') : t('legs', values),
      old === undefined
        ? ''
        : t('legsBefore', { dates, handled: format.count(old.handled), aht: figure(old.ahtSec) }),
    ]
      .filter((sentence) => sentence !== '')
      .join(' ')
  }
  const { total, target, periods } = report.now
  const main = {
    offered: format.count(total.offered),
    level: format.share(total.serviceLevel),
    abandoned: format.count(total.abandoned),
  }
  const old = report.before?.total
  const worst = periods.length > 1 ? worstPeriod(periods) : null
  const isOneDay = view.dates.first === view.dates.last
  return [
    total.offered === 0
      ? t(isLost(report.now) ? 'lost' : 'nothing')
      : target === null
        ? t('main', main)
        : t('mainTarget', { ...main, target: format.share(target.share) }),
    old === undefined
      ? ''
      : old.offered === 0
        ? t(isLost(report.before!) ? 'lostBefore' : 'nothingBefore', { dates })
        : t('before', { dates, offered: format.count(old.offered), level: format.share(old.serviceLevel) }),
    worst === null
      ? ''
      : t('worst', {
          period: labels.period(worst, report.now.by, isOneDay),
          missed: format.count(notInTime(worst)),
          offered: format.count(worst.offered),
        }),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
