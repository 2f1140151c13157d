'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { KeyMetric } from './key-metric.tsx'
import { type QueueProps, TileFrame, useShownQueue } from './tile-frame.tsx'

/** One queue of up to twenty-four: its name, its state as a shape and, where there is room, a word, who is free, and three figures. */
export const SmallTile = memo(function SmallTile({ id, lost }: QueueProps) {
  const term = useTranslations('term')
  const format = useFormats()
  const queue = useShownQueue({ id, lost })
  if (queue === null) return null
  const { row, display, state, figures, areUsual } = queue
  return (
    <TileFrame queue={queue}>
      <header className="tile-head">
        <StateShape mark={display.mark} />
        <h2>{row.name}</h2>
        {!display.shut && (
          <p
            className="tile-free figure"
            data-key-figure="available"
            data-tone={display.mark === 'breached' && row.agents.signedIn === 0 ? 'breached' : 'plain'}
          >
            <Icon name="agent" />
            <span className="sr-only">{term('available')}</span>{' '}
            {lost ? '–' : format.count(row.agents.available)}
          </p>
        )}
        {!display.shut && <p className="tile-state">{state}</p>}
      </header>
      {display.shut ? (
        <p className="tile-state tile-shut">{state}</p>
      ) : (
        <dl className="tile-figures" data-usual={areUsual} data-figures={figures.length}>
          {figures.map(({ name, short, value, tone }) => (
            <KeyMetric key={name} label={short} {...{ name, tone, lost }}>
              {value}
            </KeyMetric>
          ))}
        </dl>
      )}
    </TileFrame>
  )
})
