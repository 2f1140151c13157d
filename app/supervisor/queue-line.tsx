'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { queueStanding, standingMark } from '../_rows/queue-mark.ts'
import { waitingNow } from '../_rows/waiting-now.ts'
import { StateShape } from '../_ui/state-mark.tsx'
import { Wait } from '../_ui/ticking.tsx'
import { useFormats } from '../_words/use-words.ts'
import { DayCurve } from './day-curve.tsx'

const cell = 'figure ps-2.5 text-end whitespace-nowrap'

export const QueueLine = memo(function QueueLine({ id }: { id: string }) {
  const standing = useTranslations('queueState')
  const t = useTranslations('supervisor')
  const format = useFormats()
  const row = useRow('queue', id)
  if (row === null) return null
  const state = queueStanding(row)
  const { target } = row
  return (
    <tr className="h-11 border-b border-line hover:bg-surface" data-queue={id}>
      <th scope="row" className="max-w-44 text-start font-medium">
        <span className="flex items-center gap-1.5">
          <StateShape mark={standingMark[state]} className="!size-3" />
          <span className="truncate">{row.name}</span>
        </span>
        <span className="block ps-[1.2rem] text-[0.75rem] leading-tight font-normal text-ink-3">
          {standing(state)}
        </span>
      </th>
      <td className={`${cell} narrow text-[1.25rem] font-semibold`}>{format.count(waitingNow(row))}</td>
      <td className={`${cell} ${row.waitingLate > 0 ? 'text-warn' : ''}`}>
        {row.oldestWaitingAt === null ? '–' : <Wait at={row.oldestWaitingAt} />}
      </td>
      <td className={`${cell} ${state === 'below' ? 'text-breach' : ''}`}>
        {format.shareDown(row.serviceLevelNow)}
        <span className="block text-[0.75rem] leading-tight text-ink-3">
          {target === null
            ? ''
            : t('target', { share: format.share(target.share), seconds: target.withinSec })}
        </span>
      </td>
      <td className={cell}>{format.count(row.offered)}</td>
      <td className={cell}>{format.shareFine(row.abandonRate)}</td>
      <td className={cell}>{row.ahtSec === null ? '–' : t('seconds', { count: Math.round(row.ahtSec) })}</td>
      <td className={cell}>
        {format.count(row.agents.available)}
        <span className="text-ink-3">/{format.count(row.agents.signedIn)}</span>
      </td>
      <td className="ps-3 text-end">
        <DayCurve queue={id} />
      </td>
    </tr>
  )
})
