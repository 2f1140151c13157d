'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import type { Liveness } from '../_live/liveness.ts'
import { useLive, useRow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { AsOf } from '../_ui/as-of.tsx'
import { Icon } from '../_ui/icons.tsx'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { waitingNow } from '../_work-items/waiting-now.ts'

interface WallHeadProps {
  board: string
  name: string
  liveness: Liveness
  muted: boolean
  /** Whether the board's sums stand beside its name. */
  sums: boolean
  /** Its letters are large: there is less room for names. */
  isLarge: boolean
}

/** The board's name, its sums, and the instant that all of it is true for. */
export const WallHead = memo(function WallHead({
  board,
  name,
  liveness,
  muted,
  sums,
  isLarge,
}: WallHeadProps) {
  const t = useTranslations('wall')
  const { demo } = useFacts()
  return (
    <header className="wall-head" data-sums={sums}>
      <h1 className="wall-name">{name}</h1>
      {demo && <span className="wall-demo">DEMO</span>}
      {muted && (
        <p className="wall-muted" title={t('muted')}>
          <Icon name="mute" /> <span>{t('muted')}</span>
        </p>
      )}
      {sums && <BoardSums board={board} lost={liveness === 'lost'} isLarge={isLarge} />}
      <AsOf className="wall-as-of" />
    </header>
  )
})

function BoardSums({ board, lost, isLarge }: { board: string; lost: boolean; isLarge: boolean }) {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  const format = useFormats()
  const { store } = useLive()
  const row = useRow('board', board)
  // The longest wait is one queue's, and runs as long as that queue's feed is heard.
  const waitsLongest = row?.queues.find(
    (id) => store.row('queue', id)?.oldestWaitingAt === row.oldestWaitingAt,
  )
  const longest = useRow('queue', waitsLongest ?? '')
  if (row === null) return null
  return (
    <dl className="wall-sums">
      <div>
        <dt>{term('waiting')}</dt>
        <dd className="figure">{lost ? '–' : format.count(waitingNow(row))}</dd>
      </div>
      <div>
        <dt>{isLarge ? t('figure.longest.short') : t('longest')}</dt>
        <dd className="figure">{lost ? '–' : <QueueWait row={longest ?? row} />}</dd>
      </div>
      <div>
        <dt>{term('serviceLevel')}</dt>
        <dd className="figure">{lost ? '–' : format.share(row.serviceLevelNow)}</dd>
      </div>
      <div>
        <dt>{term('available')}</dt>
        <dd className="figure">
          {lost ? '–' : format.count(row.agents.available)}
          <small>/{format.count(row.agents.signedIn)}</small>
        </dd>
      </div>
    </dl>
  )
}
