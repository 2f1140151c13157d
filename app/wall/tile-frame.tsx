'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useRow } from '../_live/use-live.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { useBoardMetrics } from './board-metrics-context.ts'
import { isWide } from './is-wide.ts'
import { type QueueDisplay, queueDisplay } from './queue-display.ts'
import { areUsual, type ShownMetric, useShownMetrics } from './queue-metrics.tsx'

export interface QueueProps {
  id: string
  /** Nothing was heard for so long that headline figures are not shown as figures any more. */
  lost: boolean
  /** Its figures have their short names: there is less room than their letters would take. */
  isShort?: boolean
}

/** What a tile shows of a queue. */
export interface ShownQueue {
  row: QueueRow
  display: QueueDisplay
  /** Its state in words. */
  state: ReactNode
  figures: readonly ShownMetric[]
  areUsual: boolean
}

/** A queue as its board wants it; null: it is not known. */
export function useShownQueue({ id, lost }: QueueProps): ShownQueue | null {
  const t = useTranslations('wall')
  const figures = useBoardMetrics()
  const figuresOf = useShownMetrics(figures)
  const row = useRow('queue', id)
  if (row === null) return null
  const display = queueDisplay(row, lost)
  const state = lost ? t('unknown') : <QueueState row={row} />
  return { row, display, state, figures: figuresOf(row, display), areUsual: areUsual(figures) }
}

/** A queue's place on a wall. */
export function TileFrame({ queue: { row, display }, children }: { queue: ShownQueue; children: ReactNode }) {
  return (
    <article
      className="tile"
      data-mark={display.mark}
      data-old={display.old}
      data-closed={display.closed}
      data-wide={isWide(row)}
      data-queue={row.id}
      aria-label={row.name}
    >
      {children}
    </article>
  )
}

/** Its state with the shape that says it, too. */
export function TileState({ queue: { display, state } }: { queue: ShownQueue }) {
  return (
    <>
      <StateShape mark={display.mark} /> {state}
    </>
  )
}
