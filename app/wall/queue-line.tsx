'use client'
import { memo, type ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { queueStatus } from '../_work-items/queue-status.ts'
import { waitingNow } from '../_work-items/waiting-now.ts'
import { isLongName } from './name-width.ts'
import { queueLook } from './queue-look.ts'
import type { QueueProps } from './queue-tile.tsx'

/** One queue of many: a line of five figures. A long name is written smaller, in two lines, before it is cut. */
export const WallQueueLine = memo(function WallQueueLine({ id, lost }: QueueProps) {
  const format = useFormats()
  const row = useRow('queue', id)
  if (row === null) return <tr className="line" />
  const { mark, old, closed, shut, level, late } = queueLook(row, lost)
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
          <Metric name="waiting" lost={lost}>
            {format.count(waitingNow(row))}
          </Metric>
          <Metric name="longest" lost={lost} tone={late ? 'warned' : 'plain'}>
            <QueueWait row={row} />
          </Metric>
          <Metric name="level" lost={lost} tone={level}>
            {format.share(row.serviceLevelNow)}
          </Metric>
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
export function LineHeads() {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  return (
    <thead>
      <tr className="line">
        <th scope="col">{term('queue')}</th>
        <th scope="col">{term('waiting')}</th>
        <th scope="col">{t('short.longest')}</th>
        <th scope="col">{t('short.level')}</th>
        <th scope="col">{term('available')}</th>
      </tr>
    </thead>
  )
}
