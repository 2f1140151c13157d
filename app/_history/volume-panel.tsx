'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import { Panel } from '../_ui/panel.tsx'
import { setAddress } from '../supervisor/address.ts'
import { Download } from './download.tsx'
import { openEntries } from './opened.ts'
import { PeriodTable, type PressedMetric } from './period-table.tsx'
import { fileOfTable } from './table-model.ts'
import type { ShownReport } from './use-report.ts'
import { useSummary } from './use-summary.ts'
import { useVolume } from './use-volume.ts'
import { downFrom } from './view.ts'
import type { VolumePoint } from './volume-point.ts'

/** Fetched when a chart is looked at, and by no other page. */
const VolumeChart = dynamic(() => import('./volume-chart.tsx').then(({ VolumeChart }) => VolumeChart), {
  ssr: false,
  loading: () => <div className="h-72" />,
})

const isEmpty = ({ inTarget, late, abandoned, short, other, waiting, allBefore }: VolumePoint) =>
  inTarget + late + abandoned + short + other + waiting + (allBefore ?? 0) === 0

/** What came and what became of it: one sentence, the chart, and the table behind it, which is also what is downloaded. */
export function VolumePanel({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage')
  const { periods, beside, points, table, name } = useVolume(report)
  const summary = useSummary(report)
  // Nobody reads a day of lines without a figure.
  const isNothing = points.every(isEmpty)
  const { view, calendar } = report.shown
  const title = t(report.kind === 'entries' ? 'volume' : 'volumeOfAgents')
  const goDown = (index: number) => {
    const period = periods[index]
    if (period !== undefined) setAddress(downFrom(view, period, calendar), true)
  }
  const open = ({ index, outcome, isBefore }: PressedMetric) => {
    const span = index === null ? report[isBefore ? 'before' : 'now'] : (isBefore ? beside : periods)[index]
    if (span != null) openEntries(span, outcome)
  }
  return (
    <Panel
      part="volume"
      label={title}
      title={title}
      aside={isNothing ? null : <Download table={fileOfTable(table)} name={name} />}
    >
      <p className="max-w-3xl py-2 text-md" data-summary="volume">
        {summary}
      </p>
      {!isNothing && (
        <>
          <VolumeChart points={points} target={report.now.target} kind={report.kind} onPress={goDown} />
          <PeriodTable table={table} title={title} onPeriod={goDown} onOpen={open} />
        </>
      )}
    </Panel>
  )
}
