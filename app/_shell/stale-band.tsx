'use client'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useTroubleWords } from '../_format/use-trouble-words.ts'
import type { Liveness } from '../_live/liveness.ts'
import { useAllRows, useRowValues } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { feedTroubles } from '../_work-items/feed-troubles.ts'

const bandClass = 'flex items-center gap-2 bg-warn px-4 py-1.5 text-base font-medium text-[var(--on-warn)]'

const troublesOf = (row: QueueRow) => (row.feedTroubles.length > 0 ? row.feedTroubles : undefined)

/** Says what makes the figures doubtful: a server that is not heard, else what is the matter with feeds. */
export function StaleBand({ liveness }: { liveness: Liveness }) {
  const t = useTranslations('frame')
  const words = useTroubleWords()
  const troubles = feedTroubles(useAllRows('feed'), [...useRowValues('queue', troublesOf).values()])
  if (liveness !== 'live' && liveness !== 'connecting')
    return (
      <p className={bandClass} role="status">
        <StateShape mark="warned" className="!text-current" /> {t(`band.${liveness}`)}
      </p>
    )
  if (troubles.length === 0) return null
  return (
    <p className={bandClass} role="status">
      <Icon name="plug" />
      <span>{troubles.map(words).join(' · ')}</span>
    </p>
  )
}
