'use client'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { memo, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useUnseenWords } from '../_format/use-unseen-words.ts'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { TableHeads } from '../_ui/table-heads.tsx'
import { unseenCalls } from '../_work-items/unseen-calls.ts'
import { useFeedGaps } from '../_work-items/use-feed-gaps.ts'
import { useAddress } from './address.ts'
import { useBasis } from './use-basis.ts'
import { type DayIntervals, useIntervals } from './use-intervals.ts'
import { volumePoints } from './volume-points.ts'
import { type Interval, SLOT_MS, windowMetrics } from './window-metrics.ts'

const counted = [
  'offered',
  'answeredInTarget',
  'answeredLate',
  'abandoned',
  'shortAbandoned',
  'left',
] as const

/** Whether the queue's feeds tell this outcome at all; late answers are told where those in target are. */
function isMeasured(row: QueueRow | null, key: (typeof counted)[number]): boolean {
  return row === null || row[key === 'answeredLate' ? 'answeredInTarget' : key] !== null
}

/** What the gaps of a quarter hour cost. */
function UnseenIn({ row, start }: { row: QueueRow | null; start: number }) {
  const words = useUnseenWords()
  const feeds = useFeedGaps()
  const unseen = row === null ? null : unseenCalls(feeds, row, start, start + SLOT_MS)
  return unseen === null ? null : <span className="block text-xs text-warn">{words(unseen)}</span>
}

/** What a queue's day is made of, quarter by quarter, the latest first: each entry is in exactly one column. */
function Quarters({ row, intervals }: { row: QueueRow | null; intervals: readonly Interval[] }) {
  const t = useTranslations('quarters')
  const column = useTranslations('queueColumn')
  const format = useFormats()
  const figure = useDurationCell()
  const { variant } = useBasis()
  return (
    <div className="max-h-80 overflow-auto">
      <table className="w-full border-collapse">
        <TableHeads
          first={t('start')}
          figures={[...counted.map((key) => t(key)), column('serviceLevel'), column('aht')]}
          className="sticky top-0 bg-ground text-xs"
          cell="ps-2"
        />
        <tbody>
          {intervals.toReversed().map((interval) => {
            const metrics = windowMetrics([interval], 0, variant, 0)
            return (
              <tr key={interval.start} className="border-t border-line">
                <th scope="row" className="figure py-1 text-start font-normal">
                  {format.time(interval.start)}
                  <UnseenIn row={row} start={Date.parse(interval.start)} />
                </th>
                {counted.map((key) => (
                  <td
                    key={key}
                    className="figure text-end data-[none=true]:text-ink-3"
                    data-none={interval[key] === 0}
                  >
                    {isMeasured(row, key)
                      ? format.count(interval[key] + (key === 'left' ? interval.callbackRequested : 0))
                      : '–'}
                  </td>
                ))}
                <td className="figure text-end">{format.share(metrics.serviceLevel)}</td>
                <td className="figure text-end">{figure(metrics.ahtSec)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const VolumeChart = dynamic(
  () => import('../_history/volume-chart.tsx').then(({ VolumeChart }) => VolumeChart),
  { ssr: false, loading: () => <div className="h-72" /> },
)

interface DayChartProps {
  intervals: readonly Interval[]
  queue: string
  /** 0–1; null: the queue has no target. */
  targetShare: number | null
}

/** A queue's quarter hours, drawn again with them and not with each change of its row; a bar leads to its contacts in History. */
const DayChart = memo(function DayChart({ intervals, queue, targetShare }: DayChartProps) {
  const format = useFormats()
  const router = useRouter()
  const { variant } = useBasis()
  const points = volumePoints(intervals, variant, (start) => format.time(start))
  function lookCloser(index: number): void {
    const start = intervals[index]?.start
    if (start === undefined) return
    const entries = `${start}~${new Date(Date.parse(start) + SLOT_MS).toISOString()}`
    router.push(`/history?${new URLSearchParams({ of: 'queue', id: queue, entries })}`)
  }
  const target = targetShare === null ? null : { share: targetShare }
  return <VolumeChart points={points} target={target} kind="entries" onPress={lookCloser} />
})

/** A queue's day as a chart; the table behind it is a press away. */
function QueueDay({ row, day, queue }: { row: QueueRow | null; day: DayIntervals; queue: string }) {
  const t = useTranslations('quarters')
  const [isTable, setTable] = useState(false)
  const intervals = useMemo(() => day.intervals.filter(({ start }) => Date.parse(start) >= day.from), [day])
  if (intervals.length === 0) return <Nothing>{t('none')}</Nothing>
  return (
    <>
      <DayChart intervals={intervals} queue={queue} targetShare={row?.target?.share ?? null} />
      <div className="py-1">
        <Button tone="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)} data-act="table">
          <Icon name={isTable ? 'down' : 'chevron'} /> {t('table')}
        </Button>
      </div>
      {isTable && <Quarters row={row} intervals={intervals} />}
    </>
  )
}

function OneQueue({ queue, close }: { queue: string; close: () => void }) {
  const t = useTranslations('quarters')
  const row = useRow('queue', queue)
  const day = useIntervals(queue)
  const title = t('title', { queue: row?.name ?? queue })
  return (
    <Panel
      part="quarters"
      label={title}
      title={title}
      aside={
        <Button tone="quiet" onClick={close} aria-label={t('close')}>
          <Icon name="cross" />
        </Button>
      }
    >
      {day !== null && <QueueDay row={row} day={day} queue={queue} />}
    </Panel>
  )
}

/** The quarter hours behind a queue's figures, where one was pressed. */
export function QuartersPanel() {
  const [queue, open] = useAddress('intervals')
  return queue === '' ? null : <OneQueue key={queue} queue={queue} close={() => open('')} />
}
