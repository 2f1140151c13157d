'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import type { DepartmentAnswer } from '#core/api/department-answer.ts'
import type { DepartmentWork } from '#core/history/department-work.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useMakerName } from '../_reports/use-maker-name.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { setAddress } from '../supervisor/address.ts'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { ItemsSourceContext } from './items-below.tsx'
import { PlainTable } from './plain-table.tsx'
import { usePeriodLabels } from './use-period-label.ts'
import type { ShownView } from './use-view.ts'
import { comparedSpans, downFrom } from './view.ts'

/** Fetched when a chart is looked at. */
const PeriodChart = dynamic(() => import('./period-chart.tsx').then(({ PeriodChart }) => PeriodChart), {
  ssr: false,
  loading: () => <div className="h-60" />,
})

type Within = { readonly from: string; readonly to: string }

interface PanelProps {
  shown: ShownView
  answer: DepartmentAnswer
  before: DepartmentAnswer | null
}

/** What was sent to the department, came back, and lay open at the end of each period; beside it the span before. */
function HandoffsPanel({ shown, answer, before }: PanelProps) {
  const t = useTranslations('historyPage.departments')
  const history = useTranslations('historyPage')
  const format = useFormats()
  const seconds = useDurationCell()
  const labels = usePeriodLabels()
  const departmentName = useMakerName('department')
  const { view, calendar } = shown
  const isOneDay = view.dates.first === view.dates.last
  // Of what is to come nothing is known yet.
  const periods = answer.periods.filter(({ from }) => from < answer.at)
  const labelOf = (within: Within) => labels.period({ ...within, weekday: null }, answer.by, isOneDay)
  const cells = (work: DepartmentWork, within?: Within) => {
    const opens = (what: string) => ({
      figure: `departments/${answer.id}/${what}`,
      ...(within !== undefined && { within: { from: within.from, to: within.to } }),
    })
    return [
      ...Object.entries({
        sent: work.sent,
        returned: work.returned,
        open: work.open,
        bounced: work.bounced,
      }).map(([what, value]) => figure(value, 'count', format.count(value), opens(what))),
      figure(work.medianSec, 'seconds', seconds(work.medianSec), opens('returned')),
      figure(work.inTime, 'share', format.share(work.inTime), opens('due')),
    ]
  }
  const table: FileTable = {
    heads: [
      history('period'),
      ...(['sent', 'returned', 'open', 'bounced', 'median', 'inTime'] as const).map((head) => t(head)),
    ],
    rows: [
      [history('total'), ...cells(answer.total)],
      ...(before === null ? [] : [[t('before'), ...cells(before.total, before)]]),
      ...periods.map((period) => [labelOf(period), ...cells(period, period)]),
    ],
  }
  const goDown = (index: number) => {
    const period = periods[index]
    if (period !== undefined && !isOneDay) setAddress(downFrom(view, { ...period }, calendar), true)
  }
  const first = before === null ? 1 : 2
  const title = t('of', { department: departmentName(answer.id) })
  return (
    <FormulaPanel
      part="department"
      title={title}
      formula={t('formula')}
      table={table}
      name={`department_${answer.id}_${view.dates.first}_${view.dates.last}`}
      figures={['departments']}
    >
      <p className="py-2 text-md" data-summary="department">
        {t('one', {
          sent: format.count(answer.total.sent),
          returned: format.count(answer.total.returned),
          median: seconds(answer.total.medianSec),
          open: format.count(answer.total.open),
        })}
        {before !== null &&
          ` ${t('oneBefore', { sent: format.count(before.total.sent), median: seconds(before.total.medianSec) })}`}
      </p>
      <PeriodChart
        label={title}
        points={periods.map((period) => ({
          label: labelOf(period),
          values: [period.returned, period.bounced],
          line: period.open,
        }))}
        series={[
          { name: t('returned'), fill: 'var(--ok-fill)' },
          { name: t('bounced'), fill: 'var(--warn-fill)' },
        ]}
        line={{ name: t('openAtEnd'), stroke: 'var(--breach)' }}
        valueText={format.count}
        {...(!isOneDay && { onPress: goDown })}
      />
      <PlainTable
        table={table}
        label={title}
        {...(!isOneDay && {
          onRow: (index: number) => goDown(index - first),
          isRow: (index: number) => index >= first,
        })}
      />
    </FormulaPanel>
  )
}

function pathOf(id: string, span: { from: number; to: number }, by: string): string {
  const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()]
  return `/api/v1/intervals/department?${new URLSearchParams({ id, from, to, by })}`
}

/** What lay with one department, of any span beside the one before. */
export function DepartmentReport({ shown }: { shown: ShownView }) {
  const { view, calendar } = shown
  const spans = comparedSpans(view, calendar)
  // All Mondays together have no end at which something lies open.
  const by = view.by === 'weekday' ? 'day' : view.by
  const path = spans.now === null ? null : pathOf(view.id, spans.now.span, by)
  const part = useLoaded<DepartmentAnswer>(path)
  const before = useLoaded<DepartmentAnswer>(spans.before === null ? null : pathOf(view.id, spans.before, by))
  return (
    <LoadedView part={part}>
      {(answer) => (
        <ItemsSourceContext value={{ of: 'site', id: '', from: answer.from, to: answer.to }}>
          <HandoffsPanel shown={shown} answer={answer} before={before.value} />
        </ItemsSourceContext>
      )}
    </LoadedView>
  )
}
