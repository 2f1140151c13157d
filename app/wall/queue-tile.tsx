'use client'
import { memo } from 'react'
import { AgentsBar } from './agents-bar.tsx'
import { KeyMetric } from './key-metric.tsx'
import { LevelBar } from './level-bar.tsx'
import { type QueueProps, TileFrame, TileState, useShownQueue } from './tile-frame.tsx'

/** One queue: three figures for the far end of the room, and beneath them who is there to change them. */
export const QueueTile = memo(function QueueTile({ id, lost, isShort = false }: QueueProps) {
  const queue = useShownQueue({ id, lost })
  if (queue === null) return null
  const { row, display, figures, areUsual } = queue
  return (
    <TileFrame queue={queue}>
      <header className="tile-head">
        <h2>{row.name}</h2>
        {!display.shut && (
          <p className="tile-state">
            <TileState queue={queue} />
          </p>
        )}
      </header>
      {display.shut ? (
        <p className="tile-state tile-shut">
          <TileState queue={queue} />
        </p>
      ) : (
        <dl className="tile-figures" data-usual={areUsual} data-figures={figures.length}>
          {figures.map(({ name, label, short, value, last, tone }) => (
            <KeyMetric
              key={name}
              label={isShort ? short : label}
              {...{ name, tone, lost }}
              {...(last !== undefined && { last })}
            >
              {value}
            </KeyMetric>
          ))}
        </dl>
      )}
      {!display.closed && <LevelBar row={row} />}
      <AgentsBar row={row} />
    </TileFrame>
  )
})
