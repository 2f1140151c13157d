'use client'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Panel } from '../_ui/panel.tsx'
import { setAddress } from '../supervisor/address.ts'
import { entryColumns, legColumns } from './columns.ts'
import type { ComparisonBar } from './comparison-bar.ts'
import { Download } from './download.tsx'
import { nothingOpened } from './opened.ts'
import { PeriodTable, type PressedMetric } from './period-table.tsx'
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

/** More bars than these fill more than a screen; the table has all. */
const MOST_BARS = 20

interface Parts {
  readonly points: readonly ComparisonBar[]
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
export function ComparisonPanel({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage')
  const of = report.kind === 'entries' ? 'queue' : 'agent'
  const options = useSubjectOptions(of)
  const words = useTableWords(t(`of.${of}`))
  const { points, table } = useMemo(() => {
    const names = new Map(options.map(({ id, name }) => [id, name]))
    return partsOf(report, (id) => names.get(id) ?? id, words)
  }, [report, options, words])
  const [isWhole, setWhole] = useState(false)
  if (points.length === 0) return null
  const series = seriesOf([{ other: 1, short: 0, waiting: 0 }], report.kind).map((each) =>
    each.key === 'other' ? { ...each, name: 'chart.other' as const } : each,
  )
  const title = t(`parts.${of}`)
  const { first, last } = report.shown.view.dates
  const open = (index: number) => {
    const part = points[index]
    if (part !== undefined) setAddress({ ...nothingOpened, of, id: part.id }, true)
  }
  /** The entries of one of them, or of all. */
  const openPart = ({ row: { period }, outcome, isBefore }: PressedMetric) => {
    const span = report[isBefore ? 'before' : 'now']
    if (span === null) return
    const { from, to } = span
    const which: Record<string, string> = period === null ? {} : { of, id: period.from }
    setAddress(
      { ...nothingOpened, ...which, entries: `${from}~${to}`, outcome: outcome === 'all' ? '' : outcome },
      true,
    )
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
        points={points
          .slice(0, isWhole ? points.length : MOST_BARS)
          .map(({ name, inTarget, late, abandoned, other }) => ({
            name,
            values: report.kind === 'entries' ? [inTarget, late, abandoned, other] : [inTarget, late, other],
          }))}
        series={series.map(({ fill, name }) => ({ fill, name: t(name) }))}
        onPress={open}
      />
      {points.length > MOST_BARS && (
        <p className="pb-2">
          <Button aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('parts.fewer') : t('parts.all', { count: points.length })}
          </Button>
        </p>
      )}
      <PeriodTable table={table} title={title} onPeriod={open} onOpen={openPart} />
    </Panel>
  )
}
