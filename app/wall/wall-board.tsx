'use client'
import { useEffect, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFacts } from '../_frame/facts.ts'
import { useAccess, useAllRows, useArrived, useLiveness, useRow, useServerNow } from '../_live/use-live.ts'
import { feedTroubles, floorHeard } from '../_rows/feed-troubles.ts'
import { BreachStrip } from './breach-strip.tsx'
import { Pairing } from './pairing.tsx'
import { QueueTile } from './queue-tile.tsx'
import { density } from './tile-density.ts'
import { useChime } from './use-chime.ts'
import { useNewBuild } from './use-new-build.ts'
import { useQuietReload } from './use-quiet-reload.ts'
import { useScreenBeat } from './use-screen-beat.ts'
import { useWallEntries } from './use-wall-entries.ts'
import { useWallManners } from './use-wall-manners.ts'
import { WallBand } from './wall-band.tsx'
import { needsEyes } from './wall-entries.ts'
import { WallHead } from './wall-head.tsx'
import { WallMessage } from './wall-message.tsx'

interface WallBoardProps {
  board: string
  /** Told whether the wall must stay on this board. */
  onHeld: (held: boolean) => void
}

/** One board as a whole room reads it from six metres. Nothing on it can be touched. */
export function WallBoard({ board, onHeld }: WallBoardProps) {
  const t = useTranslations('wall')
  const liveness = useLiveness()
  const access = useAccess()
  const arrived = useArrived()
  const row = useRow('board', board)
  const feeds = useAllRows('feed')
  const shift = useWallManners()
  useNewBuild()
  useQuietReload()
  const identified = useScreenBeat()
  const { walls } = useFacts()
  const troubles = useMemo(() => feedTroubles(feeds, []), [feeds])
  const heard = floorHeard(feeds)
  const entries = useWallEntries()
  const held = needsEyes(entries, useServerNow()() ?? 0)
  const muted = useChime(arrived ? entries : null)
  useEffect(() => onHeld(held), [held, onHeld])

  if (access.state === 'refused')
    return access.code === 'unauthenticated' ? <Pairing /> : <WallMessage code={access.code} />
  if (!arrived) return <WallMessage code="connecting" />
  if (row === null) return <WallMessage code="not_found" />

  const shown = heard || liveness !== 'live' ? liveness : 'stale'
  return (
    <main
      className="wall"
      data-live={shown}
      data-good={walls?.goodColour ?? 'green'}
      aria-label={t('label', { board: row.name })}
    >
      <div className="wall-sheet" style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}>
        {identified !== null && (
          <div className="wall-identify" data-identified="">
            <span>{t('thisIs')}</span>
            <b>{identified}</b>
          </div>
        )}
        <WallHead row={row} liveness={liveness} muted={muted} />
        <WallBand liveness={liveness} troubles={troubles} />
        <div className="wall-body">
          <section
            className="wall-tiles"
            data-density={density(row.queues.length)}
            data-count={row.queues.length}
            aria-label={t('queues')}
          >
            {row.queues.map((id) => (
              <QueueTile key={id} id={id} lost={liveness === 'lost'} />
            ))}
          </section>
          <BreachStrip board={row} entries={entries} />
        </div>
      </div>
    </main>
  )
}
