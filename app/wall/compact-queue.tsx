'use client'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { queueStatus } from '../_work-items/queue-status.ts'
import { useBoardMetrics } from './board-metrics-context.ts'
import { isLongName } from './name-width.ts'
import { queueDisplay } from './queue-display.ts'
import { useShownMetrics } from './queue-metrics.tsx'
import type { QueueProps } from './tile-frame.tsx'

/** As many figures have their columns, beside who is free. */
const MOST = 3
const range = (count: number) => Array.from({ length: Math.max(0, count) }, (_, index) => index)

/** One queue of many: a line of five figures. A long name is written smaller, in two lines, before it is cut. */
export const CompactQueue = memo(function WallQueueLine({ id, lost }: QueueProps) {
  const format = useFormats()
  const figures = useBoardMetrics()
  const figuresOf = useShownMetrics(figures)
  const row = useRow('queue', id)
  if (row === null) return <tr className="line" />
  const display = queueDisplay(row, lost)
  const { mark, old, closed, shut } = display
  const unstaffed = queueStatus(row) === 'unstaffed'
  return (
    <tr className="line" data-mark={mark} data-old={old} data-closed={closed} data-queue={id}>
      <th className="line-name" scope="row" data-long={old || isLongName(row.name)}>
        <StateShape mark={mark} />
        <span className="line-words">
          <b>{row.name}</b>
          {old && !lost && (
            <small>
              <QueueState row={row} />
            </small>
          )}
        </span>
      </th>
      {shut ? (
        <td className="line-state" colSpan={4}>
          <QueueState row={row} />
        </td>
      ) : (
        <>
          {figuresOf(row, display).map(({ name, value, tone }) => (
            <Metric key={name} {...{ name, tone, lost }}>
              {value}
            </Metric>
          ))}
          {range(MOST - figures.length).map((free) => (
            <td key={`free ${free}`} />
          ))}
          <Metric name="available" lost={lost} tone={unstaffed ? 'breached' : 'plain'}>
            {format.count(row.agents.available)}
          </Metric>
        </>
      )}
    </tr>
  )
})

interface MetricProps {
  name: string
  lost: boolean
  tone?: 'plain' | 'warned' | 'breached'
  children: ReactNode
}

function Metric({ name, lost, tone = 'plain', children }: MetricProps) {
  return (
    <td className="figure" data-key-figure={name} data-tone={lost ? 'plain' : tone}>
      {lost ? '–' : children}
    </td>
  )
}

/** What the figures of the lines beneath are. */
export function CompactQueueHeads() {
  const t = useTranslations('wall.figure')
  const term = useTranslations('term')
  const figures = useBoardMetrics()
  return (
    <thead>
      <tr className="line">
        <th scope="col">{term('queue')}</th>
        {figures.map((name) => (
          <th key={name} scope="col">
            {t(`${name}.short`)}
          </th>
        ))}
        {range(MOST - figures.length).map((free) => (
          <td key={`free ${free}`} />
        ))}
        <th scope="col">{term('available')}</th>
      </tr>
    </thead>
  )
}
