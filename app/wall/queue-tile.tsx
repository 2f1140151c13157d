'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { AgentsBar } from './agents-bar.tsx'
import { useFigures } from './board-look.ts'
import { KeyMetric } from './key-metric.tsx'
import { LevelBar } from './level-bar.tsx'
import { areUsual, useQueueFigures } from './queue-figures.tsx'
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
  const figures = useFigures()
  const figuresOf = useQueueFigures(figures)
  const row = useRow('queue', id)
  if (row === null) return null
  const look = queueLook(row, lost)
  const { mark, old, closed, shut } = look
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
        <dl className="tile-figures" data-usual={areUsual(figures)} data-figures={figures.length}>
          {figuresOf(row, look).map(({ name, label, value, last, tone }) => (
            <KeyMetric key={name} {...{ name, label, tone, lost }} {...(last !== undefined && { last })}>
              {value}
            </KeyMetric>
          ))}
        </dl>
      )}
      {!closed && <LevelBar row={row} />}
      <AgentsBar row={row} />
    </article>
  )
})
