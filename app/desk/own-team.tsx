'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { DeskNotices } from '../_notices/desk-notices.tsx'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { isQueueClosed, queueStatus, statusIcon } from '../_work-items/queue-status.ts'
import { waitingNow } from '../_work-items/waiting-now.ts'
import { OwnMetrics } from './own-metrics.tsx'

/** My queues, my day beside them, and what everybody should know. */
export function OwnTeam() {
  const t = useTranslations('desk')
  const term = useTranslations('term')
  const format = useFormats()
  const queues = useAllRows('queue')
  return (
    <>
      <DeskNotices />
      <OwnMetrics />
      <section aria-label={term('queues')}>
        <h2 className="narrow border-b border-line-strong pb-1.5 text-lg font-semibold">{t('myQueues')}</h2>
        {queues.length === 0 && <p className="py-2 text-ink-3">{t('noQueues')}</p>}
        <ul>
          {queues.map((queue) => (
            <li
              key={queue.id}
              className="grid grid-cols-[1rem_minmax(0,1fr)_auto_3.5rem] items-baseline gap-x-2 border-b border-line py-1.5"
            >
              <StateShape mark={queue.knownUntil === null ? statusIcon[queueStatus(queue)] : 'unknown'} />
              <span className="min-w-0">
                <span className="block truncate">{queue.name}</span>
                {isQueueClosed(queue) && (
                  <span className="block text-xs text-ink-3">
                    <QueueState row={queue} />
                  </span>
                )}
              </span>
              <b className="figure narrow text-lg">{format.count(waitingNow(queue))}</b>
              <span className="text-end text-ink-2">
                <QueueWait row={queue} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
