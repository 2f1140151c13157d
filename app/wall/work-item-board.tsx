'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { BreachStrip } from './breach-strip.tsx'
import { KeyMetric } from './key-metric.tsx'

interface WorkItemBoardProps {
  board: string
  entries: readonly WorkItem[]
  lost: boolean
}

/** A board of what is owed, complaints first: how much of it, and what burns beside what comes next. */
export const WorkItemBoard = memo(function WorkItemBoard({ board, entries, lost }: WorkItemBoardProps) {
  const t = useTranslations('wall.owed')
  const format = useFormats()
  const row = useRow('board', board)
  if (row === null) return null
  const { cases, callbacks } = row
  const figures = [
    { name: 'cases', count: cases.open, isBad: false },
    { name: 'breached', count: cases.breached, isBad: cases.breached > 0 },
    { name: 'unwatched', count: cases.unwatched, isBad: cases.unwatched > 0 },
    { name: 'callbacks', count: callbacks.overdue, isBad: callbacks.overdue > 0 },
  ] as const
  return (
    <div className="owed">
      <dl className="owed-figures">
        {figures.map(({ name, count, isBad }) => (
          <KeyMetric
            key={name}
            {...{ name, lost }}
            label={t(name)}
            tone={isBad ? 'breached' : 'plain'}
            last={format.count(count)}
          >
            {format.count(count)}
          </KeyMetric>
        ))}
      </dl>
      <BreachStrip board={board} entries={entries} />
    </div>
  )
})
