'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { IntervalReport, ReportPeriod } from '#core/api/interval-report.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { busyHours } from './busy-hours.ts'
import { type ColumnUnit, entryColumns, legColumns } from './columns.ts'
import { pairPeriods } from './pair-periods.ts'
import { type ShownTable, type TableWords, tableOf } from './table-model.ts'
import { usePeriodLabels } from './use-period-label.ts'
import type { ShownReport } from './use-report.ts'
import type { VolumePoint } from './volume-point.ts'

/** The words of a table: heads, and cells in the reader's language. */
export function useTableWords(first: string): TableWords {
  const t = useTranslations('historyPage')
  const format = useFormats()
  const figure = useDurationCell()
  return useMemo(() => {
    const writers: Record<ColumnUnit, (value: number | null) => string> = {
      count: format.count,
      mean: format.mean,
      share: format.share,
      fineShare: format.shareFine,
      seconds: figure,
    }
    return {
      first,
      total: t('total'),
      head: (key, isBefore) => {
        const column = t(`column.${key}`)
        return isBefore ? t('before', { column }) : column
      },
      cell: (unit, value) => writers[unit](value),
    }
  }, [t, format, figure, first])
}

export interface Volume {
  /** Those of a bar and a line each. */
  readonly periods: readonly ReportPeriod[]
  /** What stands beside each of them; null: nothing does. */
  readonly beside: readonly (ReportPeriod | null)[]
  readonly points: readonly VolumePoint[]
  readonly table: ShownTable
  /** Of a file that is downloaded. */
  readonly name: string
}

const isWithinADay = ({ shown }: ShownReport) => shown.view.dates.first === shown.view.dates.last

/** Whether a period lies in a day of which there is no record. */
function unknownDays({ missing }: Pick<IntervalReport, 'missing'>): (period: ReportPeriod) => boolean {
  return ({ from, to, weekday }) =>
    weekday === null &&
    missing.some((day) => Date.parse(from) >= Date.parse(day.from) && Date.parse(to) <= Date.parse(day.to))
}

/** What stands beside each period, nothing where that is not known; and which of them are shown. */
function besideOf<P extends ReportPeriod & { offered?: number; handled?: number }>(
  { shown }: ShownReport,
  now: { by: IntervalReport['by']; periods: readonly P[] },
  before: { periods: readonly P[]; missing: IntervalReport['missing'] } | null,
  isOneDay: boolean,
) {
  const isGone = before === null ? () => false : unknownDays(before)
  const beside =
    before === null
      ? null
      : pairPeriods(now.periods, before.periods, now.by, isOneDay, shown.calendar).map((period) =>
          period === null || isGone(period) ? null : period,
        )
  const [from, to] = busyHours(now, now.periods, beside, isOneDay)
  return { periods: now.periods.slice(from, to), beside: beside?.slice(from, to) ?? null }
}

function volumeOf(report: ShownReport, labelOf: (period: ReportPeriod) => string, words: TableWords) {
  const isOneDay = isWithinADay(report)
  const isUnknown = unknownDays(report.now)
  if (report.kind === 'entries') {
    const { now, before } = report
    const { periods, beside } = besideOf(report, now, before, isOneDay)
    const points = periods.map(
      (period, index): VolumePoint => ({
        label: labelOf(period),
        inTarget: period.answeredInTarget,
        late: period.answeredLate,
        abandoned: period.abandoned,
        short: period.shortAbandoned,
        other: period.left + period.callbackRequested,
        waiting: period.waiting,
        level: period.serviceLevel,
        levelBefore: beside?.[index]?.serviceLevel ?? null,
        allBefore: beside?.[index]?.offered ?? null,
      }),
    )
    const input = { columns: entryColumns, periods, total: now.total, before: beside, labelOf, isUnknown }
    return {
      periods,
      beside: beside ?? [],
      points,
      table: tableOf({ ...input, totalBefore: before?.total ?? null }, words),
    }
  }
  const { now, before } = report
  const { periods, beside } = besideOf(report, now, before, isOneDay)
  const points = periods.map(
    (period, index): VolumePoint => ({
      label: labelOf(period),
      inTarget: period.answeredInTarget,
      late: period.answeredLate,
      abandoned: 0,
      short: 0,
      other: period.handled - period.answeredInTarget - period.answeredLate,
      waiting: 0,
      level: period.serviceLevel,
      levelBefore: beside?.[index]?.serviceLevel ?? null,
      allBefore: beside?.[index]?.handled ?? null,
    }),
  )
  const input = { columns: legColumns, periods, total: now.total, before: beside, labelOf, isUnknown }
  return {
    periods,
    beside: beside ?? [],
    points,
    table: tableOf({ ...input, totalBefore: before?.total ?? null }, words),
  }
}

/** What chart and table of a report show: the same periods, and beside them those before. */
export function useVolume(report: ShownReport): Volume {
  const t = useTranslations('historyPage')
  const labels = usePeriodLabels()
  const words = useTableWords(t('period'))
  return useMemo(() => {
    const isOneDay = isWithinADay(report)
    const labelOf = (period: ReportPeriod) => labels.period(period, report.now.by, isOneDay)
    const { first, last } = report.shown.view.dates
    const who = [report.now.of, report.now.id].filter((part) => part !== null).join('-')
    return { ...volumeOf(report, labelOf, words), name: `${who}_${first}_${last}` }
  }, [report, labels, words])
}
