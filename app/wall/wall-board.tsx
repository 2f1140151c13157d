'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { type BoardExtra, type BoardSection, usualMetrics } from '#core/rows/board-metrics.ts'
import { useAccess, useArrived, useLiveness, useRowValue } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { useFloorConnected } from '../_work-items/use-floor-connected.ts'
import { BoardMetricsContext } from './board-metrics-context.ts'
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
import { useWallItems } from './use-wall-items.ts'
import { useWallSize } from './use-wall-size.ts'
import { WallBand } from './wall-band.tsx'
import { WallHead } from './wall-head.tsx'
import { WallLegend } from './wall-legend.tsx'
import { WallMessage } from './wall-message.tsx'
import { WallPicture } from './wall-picture.tsx'
import { WorkItemBoard } from './work-item-board.tsx'

/** With more queues than these what is next leaves them a part of its width. */
const FEW = 12
/** With more queues than these a large clock and a legend would take their figures' room. */
const ROOMY = 6
/** Up to so many all that must be read has the size for the far end of the room. */
const LARGE = 6
/** With a large clock or a legend, which take a row's height. */
const LARGE_BESIDE_MORE = 4
const NOTHING: readonly BoardSection[] = []
const NO_MORE: readonly BoardExtra[] = []

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
  const name = useRowValue('board', board, (row) => row.name)
  const queues = useRowValue('board', board, (row) => row.queues)
  const figures = useRowValue('board', board, (row) => row.figures) ?? usualMetrics
  const hide = useRowValue('board', board, (row) => row.hide) ?? NOTHING
  const show = useRowValue('board', board, (row) => row.show) ?? NO_MORE
  const picture = useRowValue('board', board, (row) => row.picture ?? null)
  const isOwed = show.includes('owed')
  const heard = useFloorConnected()
  const shift = useKioskMode()
  useNewBuild()
  useNightlyReload()
  const identified = useScreenHeartbeat()
  const size = useWallSize()
  const { walls } = useFacts()
  const entries = useWallItems()
  useHeldBoard(entries, onHeld)
  const muted = useAlertTone(arrived ? entries : null)
  const pages = isOwed ? 1 : pageCount(queues?.length ?? 0)
  useEffect(() => onPages(pages), [pages, onPages])

  if (access.state === 'refused')
    return access.code === 'unauthenticated' ? <Pairing /> : <WallMessage code={access.code} />
  if (!arrived) return <WallMessage code="connecting" />
  if (name === null || queues === null) return <WallMessage code="not_found" />

  const hasRoom = isOwed || queues.length <= ROOMY
  const isLarge = !isOwed && queues.length <= (show.length > 0 ? LARGE_BESIDE_MORE : LARGE)
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
        data-large={isLarge}
        data-clock={hasRoom && show.includes('clock')}
        data-legend={hasRoom && show.includes('legend')}
        style={{ transform: `translate(${shift.x}px, ${shift.y}px) scale(${size})` }}
      >
        {identified !== null && (
          <div className="wall-identify" data-identified="">
            <span>{t('thisIs')}</span>
            <b>{identified}</b>
          </div>
        )}
        <WallHead {...{ board, name, liveness, muted, isLarge }} sums={!hide.includes('sums')} />
        <WallBand board={board} liveness={liveness} pageMs={pageMs} notices={!hide.includes('notices')} />
        <div
          className="wall-body"
          data-many={!isOwed && queues.length > FEW}
          data-alone={isOwed || (hide.includes('next') && picture === null)}
          data-agents={!hide.includes('agents')}
        >
          {isOwed ? (
            <WorkItemBoard board={board} entries={entries} lost={liveness === 'lost'} />
          ) : (
            <BoardMetricsContext value={figures}>
              <QueueBoard key={board} queues={queues} lost={liveness === 'lost'} pageMs={pageMs} />
            </BoardMetricsContext>
          )}
          {!isOwed && (
            <div className="wall-aside">
              {!hide.includes('next') && <BreachStrip board={board} entries={entries} />}
              {picture !== null && <WallPicture id={picture} />}
            </div>
          )}
        </div>
        {hasRoom && show.includes('legend') && <WallLegend />}
      </div>
    </main>
  )
}
