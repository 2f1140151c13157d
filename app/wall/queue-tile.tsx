'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { isClosed, queueStanding, standingMark } from '../_rows/queue-mark.ts'
import { QueueState } from '../_rows/queue-state.tsx'
import { waitingNow } from '../_rows/waiting-now.ts'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { StateShape } from '../_ui/state-mark.tsx'
import { useFormats } from '../_words/use-words.ts'
import { AgentsBar } from './agents-bar.tsx'
import { KeyFigure } from './key-figure.tsx'
import { LevelBar } from './level-bar.tsx'

interface TileProps {
  id: string
  /** Nothing was heard for so long that headline figures are not shown as figures any more. */
  lost: boolean
}

/** One queue: three figures for the far end of the room, and beneath them who is there to change them. */
export const QueueTile = memo(function QueueTile({ id, lost }: TileProps) {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  const format = useFormats()
  const row = useRow('queue', id)
  if (row === null) return null
  const state = queueStanding(row)
  const old = row.knownUntil
  const mark = lost || old !== null ? 'unknown' : standingMark[state]
  const level = format.shareDown(row.serviceLevelNow)
  const closed = isClosed(row)
  const isBelow =
    !closed && row.target !== null && row.serviceLevelNow !== null && row.serviceLevelNow < row.target.share
  return (
    <article
      className="tile"
      data-mark={mark}
      data-old={old !== null}
      data-closed={closed}
      data-queue={id}
      aria-label={row.name}
    >
      <header className="tile-head">
        <h2>{row.name}</h2>
        <p className="tile-state">
          <StateShape mark={mark} /> {lost ? t('unknown') : <QueueState row={row} />}
        </p>
      </header>
      <dl className="tile-figures">
        <KeyFigure name="waiting" label={term('waiting')} lost={lost} last={format.count(waitingNow(row))}>
          {format.count(waitingNow(row))}
        </KeyFigure>
        <KeyFigure
          name="longest"
          label={t('longest')}
          lost={lost}
          tone={(row.waitingLate ?? 0) > 0 ? 'warned' : 'plain'}
        >
          <QueueWait row={row} short />
        </KeyFigure>
        <KeyFigure
          name="level"
          label={term('serviceLevel')}
          lost={lost}
          last={level}
          tone={isBelow ? 'breached' : 'plain'}
        >
          {level}
        </KeyFigure>
      </dl>
      <LevelBar row={row} />
      <AgentsBar row={row} />
    </article>
  )
})
