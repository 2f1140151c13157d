'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import type { TrendPeriod, TrendsAnswer } from '#core/api/trends-answer.ts'
import { ratio } from '#core/queues/service-level.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing } from '../_ui/panel.tsx'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { PlainTable } from './plain-table.tsx'
import { trendPoints } from './trend-points.ts'
import { usePeriodLabels } from './use-period-label.ts'
import type { ShownReport } from './use-report.ts'

const TrendChart = dynamic(() => import('./trend-chart.tsx').then(({ TrendChart }) => TrendChart), {
  ssr: false,
  loading: () => <div className="h-52" />,
})

const MOST_SPAN_MS = 32 * 86_400_000

interface PartProps {
  report: ShownReport
  answer: TrendsAnswer
  before: TrendsAnswer | null
}

/** Contacts whose customer had come before, and answered ones of which nobody said how they ended, as shares per period. */
function Trends({ report, answer }: PartProps) {
  const t = useTranslations('historyPage.trends')
  const format = useFormats()
  const labels = usePeriodLabels()
  const { view } = report.shown
  const isOneDay = view.dates.first === view.dates.last
  // Of a day only the hours in which something was: nobody reads a night of zeros.
  const periods = isOneDay ? answer.periods.filter(({ known, ended }) => known + ended > 0) : answer.periods
  const labelOf = (period: TrendPeriod) => labels.period(period, report.now.by, isOneDay)
  const sum = periods.reduce(
    (total, each) => ({
      known: total.known + each.known,
      within24: total.within24 + each.within24,
      ended: total.ended + each.ended,
      unclassified: total.unclassified + each.unclassified,
    }),
    { known: 0, within24: 0, ended: 0, unclassified: 0 },
  )
  const table: FileTable = {
    heads: [
      t('period'),
      t('known'),
      ...[24, 48, 72].map((hours) => t('within', { hours })),
      t('ended'),
      t('unclassified'),
    ],
    rows: periods.map((period) => [
      labelOf(period),
      ...(
        [
          [period.known, 'repeats/known'],
          [period.within24, 'repeats/24'],
          [period.within48, 'repeats/48'],
          [period.within72, 'repeats/72'],
          [period.ended, 'outcomes/ended'],
          [period.unclassified, 'outcomes/unclassified'],
        ] as const
      ).map(([value, of]) =>
        // All Mondays together are no one span.
        figure(
          value,
          'count',
          format.count(value),
          period.weekday === null ? { figure: of, within: period } : undefined,
        ),
      ),
    ]),
  }
  return (
    <FormulaPanel
      part="trends"
      figures={['repeats', 'outcomes']}
      title={t('title')}
      formula={t('formula')}
      table={sum.known + sum.ended === 0 ? null : table}
      name={`trends_${view.dates.first}_${view.dates.last}`}
    >
      {sum.known + sum.ended === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              repeats: format.share(ratio(sum.within24, sum.known)),
              known: format.count(sum.known),
              unclassified: format.share(ratio(sum.unclassified, sum.ended)),
              ended: format.count(sum.ended),
            })}
          </p>
          <TrendChart points={trendPoints(periods, labelOf)} />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}

/** Why customers came, by the cause that was said last; beside it how many there were before. */
function Causes({ report, answer, before }: PartProps) {
  const t = useTranslations('historyPage.causes')
  const format = useFormats()
  const titleOf = useCauseTitle()
  const old = new Map((before?.causes ?? []).map(({ cause, count }) => [cause, count]))
  const most = Math.max(1, ...answer.causes.map(({ count }) => count), ...old.values())
  const { dates } = report.shown.view
  const table: FileTable = {
    heads: [t('cause'), t('cases'), ...(before === null ? [] : [t('before')])],
    rows: answer.causes.map(({ cause, count }) => [
      titleOf(cause),
      figure(count, 'count', format.count(count), { figure: `causes/${cause}` }),
      ...(before === null
        ? []
        : [
            figure(old.get(cause) ?? 0, 'count', format.count(old.get(cause) ?? 0), {
              figure: `causes/${cause}`,
              within: before,
            }),
          ]),
    ]),
  }
  const [first] = answer.causes
  return (
    <FormulaPanel
      part="causes"
      figures={['causes']}
      title={t('title')}
      formula={t('formula')}
      table={first === undefined ? null : table}
      name={`causes_${dates.first}_${dates.last}`}
    >
      {first === undefined ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', { cause: titleOf(first.cause), count: format.count(first.count) })}
          </p>
          <PlainTable
            table={table}
            label={t('title')}
            barOf={(index) => answer.causes[index]!.count / most}
          />
        </>
      )}
    </FormulaPanel>
  )
}

function Loaded({
  report,
  path,
  pathBefore,
}: {
  report: ShownReport
  path: string
  pathBefore: string | null
}) {
  const part = useLoaded<TrendsAnswer>(path)
  const before = useLoaded<TrendsAnswer>(pathBefore)
  return (
    <LoadedView part={part}>
      {(answer) => (
        <div className="grid gap-8">
          <Trends report={report} answer={answer} before={before.value} />
          <Causes report={report} answer={answer} before={before.value} />
        </div>
      )}
    </LoadedView>
  )
}

/** What is told by events and not by records, of spans up to a month. */
export function TrendsPanel({ report }: { report: ShownReport }) {
  if (report.kind === 'legs') return null
  const { now, before, shown } = report
  const { of, id } = shown.view
  if (Date.parse(now.to) - Date.parse(now.from) > MOST_SPAN_MS) return null
  const pathOf = ({ from, to }: { from: string; to: string }) =>
    `/api/v1/intervals/trends?${new URLSearchParams({ of, ...(id !== '' && { id }), from, to, by: now.by })}`
  return (
    <Loaded
      key={pathOf(now)}
      report={report}
      path={pathOf(now)}
      pathBefore={before === null ? null : pathOf(before)}
    />
  )
}
