'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { waitingNow } from '../_work-items/waiting-now.ts'
import { AgentsBar } from './agents-bar.tsx'
import { KeyMetric } from './key-metric.tsx'
import { LevelBar } from './level-bar.tsx'
import { queueLook } from './queue-look.ts'
import { isWide } from './wide-figures.ts'

export interface QueueProps {
  id: string
  /** Nothing was heard for so long that headline figures are not shown as figures any more. */
  lost: boolean
}

/** One queue: three figures for the far end of the room, and beneath them who is there to change them. */
export const QueueTile = memo(function QueueTile({ id, lost }: QueueProps) {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  const format = useFormats()
  const row = useRow('queue', id)
  if (row === null) return null
  const { mark, old, closed, shut, level, late } = queueLook(row, lost)
  const share = format.share(row.serviceLevelNow)
  const state = lost ? t('unknown') : <QueueState row={row} />
  return (
    <article
      className="tile"
      data-mark={mark}
      data-old={old}
      data-closed={closed}
      data-wide={isWide(row)}
      data-queue={id}
      aria-label={row.name}
    >
      <header className="tile-head">
        <h2>{row.name}</h2>
        {!shut && (
          <p className="tile-state">
            <StateShape mark={mark} /> {state}
          </p>
        )}
      </header>
      {shut ? (
        <p className="tile-state tile-shut">
          <StateShape mark={mark} /> {state}
        </p>
      ) : (
        <dl className="tile-figures">
          <KeyMetric name="waiting" label={term('waiting')} lost={lost} last={format.count(waitingNow(row))}>
            {format.count(waitingNow(row))}
          </KeyMetric>
          <KeyMetric name="longest" label={t('longest')} lost={lost} tone={late ? 'warned' : 'plain'}>
            <QueueWait row={row} />
          </KeyMetric>
          <KeyMetric name="level" label={term('serviceLevel')} lost={lost} last={share} tone={level}>
            {share}
          </KeyMetric>
        </dl>
      )}
      {!closed && <LevelBar row={row} />}
      <AgentsBar row={row} />
    </article>
  )
})
