'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { type BoardMetric, usualMetrics } from '#core/rows/board-metrics.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { useFormats } from '../_format/use-words.ts'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StillSpan } from '../_ui/ticking.tsx'
import { waitingNow } from '../_work-items/waiting-now.ts'
import type { QueueDisplay } from './queue-display.ts'

export interface ShownMetric {
  name: BoardMetric
  label: string
  /** Where little room is. */
  short: string
  value: ReactNode
  /** Its value as text, for what it was when the server was last heard; not given where it runs. */
  last?: string
  tone: 'plain' | 'warned' | 'breached'
}

const span = (seconds: number | null) => (seconds === null ? '–' : <StillSpan seconds={seconds} />)

/** Whether a board shows what boards usually do: their room is measured for just that. */
export const areUsual = (figures: readonly BoardMetric[]) =>
  figures.length === usualMetrics.length && figures.every((name, index) => name === usualMetrics[index])

/** The figures of a queue as a board wants them. */
export function useShownMetrics(
  figures: readonly BoardMetric[],
): (row: QueueRow, display: QueueDisplay) => ShownMetric[] {
  const t = useTranslations('wall.figure')
  const format = useFormats()
  return (row, { level, late }) => {
    const values: Readonly<
      Record<BoardMetric, Pick<ShownMetric, 'value' | 'last'> & { tone?: ShownMetric['tone'] }>
    > = {
      waiting: counted(waitingNow(row)),
      longest: { value: <QueueWait row={row} />, tone: late ? 'warned' : 'plain' },
      level: { ...shared(row.serviceLevelNow), tone: level },
      level30m: { ...shared(row.serviceLevel30m), tone: level },
      offered: counted(row.offered),
      answered: counted(row.answered),
      abandoned: counted(row.abandoned),
      answerRate: shared(row.answerRate),
      abandonRate: shared(row.abandonRate),
      asa: { value: span(row.asaSec) },
      aht: { value: span(row.ahtSec) },
      longestToday: { value: span(row.longestWaitSec) },
      available: { ...counted(row.agents.available), tone: row.agents.signedIn === 0 ? 'breached' : 'plain' },
      csat: shared(row.csat),
      callbacks: counted(row.callbacks.open),
      callbacksOverdue: owed(row.callbacks.overdue),
      cases: counted(row.cases.open),
      casesOverdue: owed(row.cases.breached),
    }
    return figures.map((name) => ({
      ...{ name, label: t(`${name}.label`), short: t(`${name}.short`), tone: 'plain' },
      ...values[name],
    }))
  }

  function counted(count: number | null) {
    return { value: format.count(count), last: format.count(count) }
  }
  function shared(share: number | null) {
    return { value: format.share(share), last: format.share(share) }
  }
  function owed(count: number) {
    return { ...counted(count), tone: count > 0 ? ('breached' as const) : ('plain' as const) }
  }
}
