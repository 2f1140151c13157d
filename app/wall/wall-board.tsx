'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { type BoardPart, usualFigures } from '#core/site/board-figures.ts'
import { useAccess, useArrived, useLiveness, useRowPart } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { useFloorHeard } from '../_work-items/use-floor-heard.ts'
import { FiguresContext } from './board-look.ts'
import { BreachStrip } from './breach-strip.tsx'
import { Pairing } from './pairing.tsx'
import { QueueBoard } from './queue-board.tsx'
import { pageCount } from './queue-pages.ts'
import { useAlertTone } from './use-alert-tone.ts'
import { useHeldBoard } from './use-held-board.ts'
import { useKioskMode } from './use-kiosk-mode.ts'
import { useNewBuild } from './use-new-build.ts'
import { useNightlyReload } from './use-nightly-reload.ts'
import { useScreenHeartbeat } from './use-screen-heartbeat.ts'
import { useWallEntries } from './use-wall-entries.ts'
import { useWallSize } from './use-wall-size.ts'
import { WallBand } from './wall-band.tsx'
import { WallHead } from './wall-head.tsx'
import { WallMessage } from './wall-message.tsx'

/** With more queues than these what is next leaves them a part of its width. */
const FEW = 12
const NOTHING: readonly BoardPart[] = []

interface WallBoardProps {
  board: string
  /** How long a page of the board stands. */
  pageMs: number
  /** Told whether the wall must stay on this board. */
  onHeld: (held: boolean) => void
  /** Told how many pages the board has. */
  onPages: (pages: number) => void
}

/**
 * One board as a whole room reads it from six metres. Nothing on it can be touched. It draws again when the board's
 * queues, its connection or what is owed change; figures are drawn by the parts that show them.
 */
export function WallBoard({ board, pageMs, onHeld, onPages }: WallBoardProps) {
  const t = useTranslations('wall')
  const liveness = useLiveness()
  const access = useAccess()
  const arrived = useArrived()
  const name = useRowPart('board', board, (row) => row.name)
  const queues = useRowPart('board', board, (row) => row.queues)
  const figures = useRowPart('board', board, (row) => row.figures) ?? usualFigures
  const hide = useRowPart('board', board, (row) => row.hide) ?? NOTHING
  const heard = useFloorHeard()
  const shift = useKioskMode()
  useNewBuild()
  useNightlyReload()
  const identified = useScreenHeartbeat()
  const size = useWallSize()
  const { walls } = useFacts()
  const entries = useWallEntries()
  useHeldBoard(entries, onHeld)
  const muted = useAlertTone(arrived ? entries : null)
  const pages = pageCount(queues?.length ?? 0)
  useEffect(() => onPages(pages), [pages, onPages])

  if (access.state === 'refused')
    return access.code === 'unauthenticated' ? <Pairing /> : <WallMessage code={access.code} />
  if (!arrived) return <WallMessage code="connecting" />
  if (name === null || queues === null) return <WallMessage code="not_found" />

  const shown = heard || liveness !== 'live' ? liveness : 'stale'
  return (
    <main
      className="wall"
      data-live={shown}
      data-good={walls?.goodColour ?? 'green'}
      aria-label={t('label', { board: name })}
    >
      <div
        className="wall-sheet"
        style={{ transform: `translate(${shift.x}px, ${shift.y}px) scale(${size})` }}
      >
        {identified !== null && (
          <div className="wall-identify" data-identified="">
            <span>{t('thisIs')}</span>
            <b>{identified}</b>
          </div>
        )}
        <WallHead board={board} name={name} liveness={liveness} muted={muted} sums={!hide.includes('sums')} />
        <WallBand board={board} liveness={liveness} pageMs={pageMs} notices={!hide.includes('notices')} />
        <div
          className="wall-body"
          data-many={queues.length > FEW}
          data-alone={hide.includes('next')}
          data-agents={!hide.includes('agents')}
        >
          <FiguresContext value={figures}>
            <QueueBoard key={board} queues={queues} lost={liveness === 'lost'} pageMs={pageMs} />
          </FiguresContext>
          {!hide.includes('next') && <BreachStrip board={board} entries={entries} />}
        </div>
      </div>
    </main>
  )
}
