'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { QueueState } from '../_work-items/queue-state.tsx'
import { useFigures } from './board-look.ts'
import { KeyMetric } from './key-metric.tsx'
import { areUsual, useQueueFigures } from './queue-figures.tsx'
import { queueLook } from './queue-look.ts'
import type { QueueProps } from './queue-tile.tsx'
import { isWide } from './wide-figures.ts'

/** One queue of up to twenty-four: its name, its state as a shape and, where there is room, a word, who is free, and three figures. */
export const SmallTile = memo(function SmallTile({ id, lost }: QueueProps) {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  const format = useFormats()
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
        <StateShape mark={mark} />
        <h2>{row.name}</h2>
        {!shut && (
          <p
            className="tile-free figure"
            data-key-figure="available"
            data-tone={mark === 'breached' && row.agents.signedIn === 0 ? 'breached' : 'plain'}
          >
            <Icon name="agent" />
            <span className="sr-only">{term('available')}</span>{' '}
            {lost ? '–' : format.count(row.agents.available)}
          </p>
        )}
        {!shut && <p className="tile-state">{state}</p>}
      </header>
      {shut ? (
        <p className="tile-state tile-shut">{state}</p>
      ) : (
        <dl className="tile-figures" data-usual={areUsual(figures)} data-figures={figures.length}>
          {figuresOf(row, look).map(({ name, short, value, tone }) => (
            <KeyMetric key={name} label={short} {...{ name, tone, lost }}>
              {value}
            </KeyMetric>
          ))}
        </dl>
      )}
    </article>
  )
})
