'use client'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useDuration, useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { bandOfLevel, levelBand } from '../_work-items/level-band.ts'
import { QueueState } from '../_work-items/queue-state.tsx'
import { queueStatus, statusIcon } from '../_work-items/queue-status.ts'
import { unseenCalls } from '../_work-items/unseen-calls.ts'
import { useFeedGaps } from '../_work-items/use-feed-gaps.ts'
import { waitingNow } from '../_work-items/waiting-now.ts'
import { setAddress } from './address.ts'
import { bringIntoView } from './bring-into-view.ts'
import { DayCurve } from './day-curve.tsx'
import { useBasis } from './use-basis.ts'
import { useIntervals } from './use-intervals.ts'
import { useQueueMetrics } from './use-queue-metrics.ts'

/** What a figure opens: parameters of the address, and the part of the page that follows them. */
interface Opens {
  address: Record<string, string>
  part: string
}

function open({ address, part }: Opens): void {
  setAddress(address)
  bringIntoView(part)
}

interface CellProps {
  className?: string
  opens: Opens
  children: ReactNode
}

/** A figure; pressed, it opens what it counts. */
function Cell({ className = '', opens, children }: CellProps) {
  return (
    <td className={`figure p-0 text-end whitespace-nowrap ${className}`}>
      <button
        type="button"
        onClick={() => open(opens)}
        className="min-h-11 w-full ps-2.5 text-end hover:underline hover:decoration-ink-3 hover:underline-offset-4"
      >
        {children}
      </button>
    </td>
  )
}

/** How many calls of the day ended unseen in gaps of the queue's feeds. */
function UnseenToday({ row }: { row: QueueRow }) {
  const t = useTranslations('unseen')
  const unseen = unseenCalls(useFeedGaps(), row, 0, Number.POSITIVE_INFINITY)
  if (unseen === null) return null
  const { count } = unseen
  return <span className="text-warn"> · {count === null ? t('briefUnknown') : t('brief', { count })}</span>
}

const levelColour = { on: '', near: 'text-warn', below: 'text-breach' } as const

interface QueueLineProps {
  row: QueueRow
  /** It has left the list that is being read. */
  gone: boolean
  /** Its row in the whole table. */
  at: number
}

export const QueueTableRow = memo(function QueueTableRow({ row, gone, at }: QueueLineProps) {
  const t = useTranslations('supervisor')
  const format = useFormats()
  const figure = useDurationCell()
  const duration = useDuration()
  const { id } = row
  const day = useIntervals(id)
  const metrics = useQueueMetrics(row, day)
  const state = queueStatus(row)
  const { target, knownUntil: old } = row
  const level = metrics?.serviceLevel ?? null
  const { isUsual } = useBasis()
  // The day's own figure is coloured by its last half hour, that of another span by itself.
  const band = isUsual ? levelBand(row) : bandOfLevel(level, target)
  const waiting = { address: { show: 'waiting', queue: id }, part: 'risk' }
  const quarters = { address: { intervals: id }, part: 'quarters' }
  return (
    <tr
      className="h-12 border-b border-line hover:bg-surface data-[gone=true]:opacity-40"
      aria-rowindex={at}
      data-queue={id}
      data-gone={gone}
    >
      <th scope="row" className="max-w-44 text-start font-medium">
        <span className="flex items-center gap-1.5">
          <StateShape mark={old === null ? statusIcon[state] : 'unknown'} className="!size-3" />
          <span className="truncate">{row.name}</span>
        </span>
        <span className="block truncate ps-[1.2rem] text-xs leading-tight font-normal text-ink-3">
          <QueueState row={row} />
          <UnseenToday row={row} />
          {!row.listed && <span className="text-warn"> · {t('unlisted')}</span>}
        </span>
      </th>
      <Cell opens={waiting} className="narrow text-xl font-semibold">
        {format.count(waitingNow(row))}
      </Cell>
      <Cell opens={waiting} className={(row.waitingLate ?? 0) > 0 ? 'text-warn' : ''}>
        <QueueWait row={row} />
      </Cell>
      <Cell opens={quarters} className={band === null ? '' : levelColour[band]}>
        {format.share(level)}
        <span className="block text-xs leading-tight text-ink-3">
          {target === null
            ? ''
            : t('target', { share: format.share(target.share), time: duration(target.withinSec) })}
        </span>
      </Cell>
      <Cell opens={quarters}>{format.count(metrics?.offered ?? null)}</Cell>
      <Cell opens={quarters}>{format.shareFine(metrics?.abandonRate ?? null)}</Cell>
      <Cell opens={quarters}>{figure(metrics?.ahtSec ?? null)}</Cell>
      <Cell opens={{ address: { agents: 'available', at: id }, part: 'agents' }}>
        {format.count(row.agents.available)}
        <span className="text-ink-3">/{format.count(row.agents.signedIn)}</span>
      </Cell>
      <td className="ps-3 text-end">
        <button type="button" onClick={() => open(quarters)} aria-label={t('quarters')}>
          <DayCurve day={day} targetShare={target?.share ?? null} />
        </button>
      </td>
    </tr>
  )
})
