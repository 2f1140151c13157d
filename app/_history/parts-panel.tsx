'use client'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { Panel } from '../_ui/panel.tsx'
import { setAddress } from '../supervisor/address.ts'
import { entryColumns, legColumns } from './columns.ts'
import { Download } from './download.tsx'
import type { PartPoint } from './part-point.ts'
import { PeriodTable } from './period-table.tsx'
import { seriesOf } from './series.ts'
import { fileOfTable, type ShownTable, tableOf } from './table-model.ts'
import type { ShownReport } from './use-report.ts'
import { useSubjectOptions } from './use-subject-options.ts'
import { useTableWords } from './use-volume.ts'
import { notInTime } from './worst.ts'

const StackChart = dynamic(() => import('./stack-chart.tsx').then(({ StackChart }) => StackChart), {
  ssr: false,
  loading: () => null,
})

interface Parts {
  readonly points: readonly PartPoint[]
  readonly table: ShownTable
}

type NameOf = (id: string) => string

/** Queues by how many contacts were not answered in time, agents by their names: nobody is ranked. */
function partsOf(report: ShownReport, nameOf: NameOf, words: Parameters<typeof tableOf>[1]): Parts {
  const named = <T extends { id: string }>(part: T) => ({
    from: part.id,
    to: part.id,
    weekday: null,
    ...part,
  })
  const labelOf = ({ from }: { from: string }) => nameOf(from)
  if (report.kind === 'entries') {
    const sorted = report.now.parts
      .toSorted(
        (a, b) =>
          notInTime(b) - notInTime(a) || b.offered - a.offered || (nameOf(a.id) < nameOf(b.id) ? -1 : 1),
      )
      .map(named)
    const known = new Map((report.before?.parts ?? []).map((part) => [part.id, part]))
    const input = {
      columns: entryColumns,
      periods: sorted,
      total: report.now.total,
      labelOf,
      isUnknown: () => false,
    }
    const before = report.before === null ? null : sorted.map(({ id }) => known.get(id) ?? null)
    return {
      points: sorted.map(({ id, answeredInTarget, answeredLate, abandoned, offered }) => ({
        ...{ id, name: nameOf(id), inTarget: answeredInTarget, late: answeredLate, abandoned },
        other: offered - answeredInTarget - answeredLate - abandoned,
      })),
      table: tableOf({ ...input, before, totalBefore: report.before?.total ?? null }, words),
    }
  }
  const sorted = report.now.parts.toSorted((a, b) => (nameOf(a.id) < nameOf(b.id) ? -1 : 1)).map(named)
  const known = new Map((report.before?.parts ?? []).map((part) => [part.id, part]))
  const before = report.before === null ? null : sorted.map(({ id }) => known.get(id) ?? null)
  const input = {
    columns: legColumns,
    periods: sorted,
    total: report.now.total,
    labelOf,
    isUnknown: () => false,
  }
  return {
    points: sorted.map(({ id, answeredInTarget, answeredLate, handled }) => ({
      ...{ id, name: nameOf(id), inTarget: answeredInTarget, late: answeredLate, abandoned: 0 },
      other: handled - answeredInTarget - answeredLate,
    })),
    table: tableOf({ ...input, before, totalBefore: report.before?.total ?? null }, words),
  }
}

/** The same span side by side: queues of a site or board, agents of a team; a press opens one of them. */
export function PartsPanel({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage')
  const of = report.kind === 'entries' ? 'queue' : 'agent'
  const options = useSubjectOptions(of)
  const words = useTableWords(t(`of.${of}`))
  const { points, table } = useMemo(() => {
    const names = new Map(options.map(({ id, name }) => [id, name]))
    return partsOf(report, (id) => names.get(id) ?? id, words)
  }, [report, options, words])
  if (points.length === 0) return null
  const series = seriesOf([{ other: 1, short: 0, waiting: 0 }], report.kind).map((each) =>
    each.key === 'other' ? { ...each, name: 'chart.other' as const } : each,
  )
  const title = t(`parts.${of}`)
  const { first, last } = report.shown.view.dates
  const open = (index: number) => {
    const part = points[index]
    if (part !== undefined) setAddress({ of, id: part.id, entries: '', outcome: '' }, true)
  }
  return (
    <Panel
      part="parts"
      label={title}
      title={title}
      aside={<Download table={fileOfTable(table)} name={`${of}s_${first}_${last}`} />}
    >
      <StackChart
        label={title}
        points={points.map(({ name, inTarget, late, abandoned, other }) => ({
          name,
          values: report.kind === 'entries' ? [inTarget, late, abandoned, other] : [inTarget, late, other],
        }))}
        series={series.map(({ fill, name }) => ({ fill, name: t(name) }))}
        onPress={open}
      />
      <PeriodTable table={table} title={title} onPeriod={open} />
    </Panel>
  )
}
