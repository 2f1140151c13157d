'use client'
import { useTranslations } from 'use-intl/react'
import type { BoardRow } from '#core/row.ts'
import { useFacts } from '../_frame/facts.ts'
import type { Liveness } from '../_live/liveness.ts'
import { useAllRows } from '../_live/use-live.ts'
import { waitingNow } from '../_rows/waiting-now.ts'
import { AsOf } from '../_ui/as-of.tsx'
import { Icon } from '../_ui/icons.tsx'
import { QueueWait } from '../_ui/queue-wait.tsx'
import { useFormats } from '../_words/use-words.ts'

/** The board's name, its sums, and the instant that all of it is true for. */
export function WallHead({ row, liveness, muted }: { row: BoardRow; liveness: Liveness; muted: boolean }) {
  const t = useTranslations('wall')
  const term = useTranslations('term')
  const format = useFormats()
  const { demo } = useFacts()
  const lost = liveness === 'lost'
  // The longest wait is one queue's, and runs as long as that queue's feed is heard.
  const longest = useAllRows('queue').find(
    ({ id, oldestWaitingAt }) => row.queues.includes(id) && oldestWaitingAt === row.oldestWaitingAt,
  )
  return (
    <header className="wall-head">
      <h1 className="wall-name">{row.name}</h1>
      {demo && <span className="wall-demo">DEMO</span>}
      {muted && (
        <span className="wall-muted">
          <Icon name="mute" /> {t('muted')}
        </span>
      )}
      <dl className="wall-sums">
        <div>
          <dt>{term('waiting')}</dt>
          <dd className="figure">{lost ? '–' : format.count(waitingNow(row))}</dd>
        </div>
        <div>
          <dt>{t('longest')}</dt>
          <dd className="figure">{lost ? '–' : <QueueWait row={longest ?? row} />}</dd>
        </div>
        <div>
          <dt>{term('serviceLevel')}</dt>
          <dd className="figure">{lost ? '–' : format.shareDown(row.serviceLevelNow)}</dd>
        </div>
        <div>
          <dt>{term('available')}</dt>
          <dd className="figure">
            {lost ? '–' : format.count(row.agents.available)}
            <small>/{format.count(row.agents.signedIn)}</small>
          </dd>
        </div>
      </dl>
      <AsOf className="wall-as-of" />
    </header>
  )
}
