'use client'
import { type CSSProperties, memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { CompactQueues } from './compact-queues.tsx'
import { QueueTile } from './queue-tile.tsx'
import { SmallTile } from './small-tile.tsx'
import { density, tileRows } from './tile-density.ts'

/** Up to so many stand one beneath the other on an upright screen, each with its name beside its figures. */
const BESIDE = 6
/** From so many on large letters leave no room for the long names of figures. */
const TWO_BY_TWO = 4

interface QueueBoardProps {
  queues: readonly string[]
  lost: boolean
  /** How long a page stands where there is more than one. */
  pageMs: number
}

/** A board's queues, as large as their number lets them be. */
export const QueueBoard = memo(function QueueBoard({ queues, lost, pageMs }: QueueBoardProps) {
  const t = useTranslations('wall')
  const closeness = density(queues.length)
  if (closeness === 'lines') return <CompactQueues queues={queues} lost={lost} pageMs={pageMs} />
  const { lying, upright } = tileRows(queues.length)
  const style = { '--rows-lying': lying, '--rows-upright': upright } as CSSProperties
  const isShort = queues.length >= TWO_BY_TWO && queues.length <= BESIDE
  const Tile = closeness === 'small' ? SmallTile : QueueTile
  return (
    <section
      className="wall-tiles"
      data-density={closeness}
      data-count={queues.length}
      data-beside={queues.length <= BESIDE}
      style={style}
      aria-label={t('queues')}
    >
      {queues.map((id) => (
        <Tile key={id} id={id} lost={lost} isShort={isShort} />
      ))}
    </section>
  )
})
