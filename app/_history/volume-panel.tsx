'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import { Panel } from '../_ui/panel.tsx'
import { setAddress } from '../supervisor/address.ts'
import type { Outcome } from './columns.ts'
import { Download } from './download.tsx'
import { PeriodTable } from './period-table.tsx'
import { fileOfTable, type ShownRow } from './table-model.ts'
import type { ShownReport } from './use-report.ts'
import { useSummary } from './use-summary.ts'
import { useVolume } from './use-volume.ts'
import { downFrom } from './view.ts'

/** Fetched when a chart is looked at, and by no other page. */
const VolumeChart = dynamic(() => import('./volume-chart.tsx').then(({ VolumeChart }) => VolumeChart), {
  ssr: false,
  loading: () => <div className="h-72" />,
})

/** What came and what became of it: one sentence, the chart, and the table behind it, which is also what is downloaded. */
export function VolumePanel({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage')
  const { periods, points, table, name } = useVolume(report)
  const summary = useSummary(report)
  const { view, calendar } = report.shown
  const title = t(report.kind === 'entries' ? 'volume' : 'volumeOfAgents')
  const goDown = (index: number) => {
    const period = periods[index]
    if (period !== undefined) setAddress(downFrom(view, period, calendar), true)
  }
  const open = ({ period }: ShownRow, outcome: Outcome) => {
    const { from, to } = period ?? report.now
    setAddress({ entries: `${from}~${to}`, outcome: outcome === 'all' ? '' : outcome }, true)
  }
  return (
    <Panel
      part="volume"
      label={title}
      title={title}
      aside={<Download table={fileOfTable(table)} name={name} />}
    >
      <p className="max-w-3xl py-2 text-md" data-summary="volume">
        {summary}
      </p>
      <VolumeChart points={points} target={report.now.target} kind={report.kind} onPress={goDown} />
      <PeriodTable table={table} title={title} onPeriod={goDown} onOpen={open} />
    </Panel>
  )
}
