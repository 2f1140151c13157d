'use client'
import { useTranslations } from 'use-intl/react'
import { useMe } from '../_frame/facts.ts'
import { useAllRows, useRow } from '../_live/use-live.ts'
import { queueStanding, standingMark } from '../_rows/queue-mark.ts'
import { waitingNow } from '../_rows/waiting-now.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/state-mark.tsx'
import { Wait } from '../_ui/ticking.tsx'
import { useFormats } from '../_words/use-words.ts'

/** My queues, my day beside them, and what everybody should know. */
export function OwnTeam() {
  const t = useTranslations('desk')
  const term = useTranslations('term')
  const column = useTranslations('queueColumn')
  const format = useFormats()
  const me = useMe()
  const row = useRow('agent', me?.agent ?? '')
  const queues = useAllRows('queue')
  const notices = useAllRows('notice')
  return (
    <>
      {notices.length > 0 && (
        <ul className="grid gap-2">
          {notices.map((notice) => (
            <li key={notice.id} className="flex gap-2 bg-raised p-3">
              <Icon name="megaphone" className="mt-0.5" />
              {notice.text}
            </li>
          ))}
        </ul>
      )}
      {row !== null && (
        <dl className="grid grid-cols-3 border-y border-line py-2">
          {[
            [term('handled'), format.count(row.handled)],
            [column('aht'), row.ahtSec === null ? '–' : t('seconds', { count: Math.round(row.ahtSec) })],
            [term('occupancy'), format.share(row.occupancy)],
          ].map(([label, value]) => (
            <div key={label}>
              <dt className="text-[0.75rem] text-ink-3">{label}</dt>
              <dd className="figure narrow text-[1.25rem] font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <section aria-label={term('queues')}>
        <h2 className="narrow border-b border-line-strong pb-1.5 text-[1.0625rem] font-semibold">
          {t('myQueues')}
        </h2>
        <ul>
          {queues.map((queue) => (
            <li
              key={queue.id}
              className="grid grid-cols-[1rem_minmax(0,1fr)_auto_3.5rem] items-baseline gap-x-2 border-b border-line py-1.5"
            >
              <StateShape mark={standingMark[queueStanding(queue)]} />
              <span className="truncate">{queue.name}</span>
              <b className="figure narrow text-[1.125rem]">{format.count(waitingNow(queue))}</b>
              <span className="text-end text-ink-2">
                {queue.oldestWaitingAt === null ? '–' : <Wait at={queue.oldestWaitingAt} />}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
