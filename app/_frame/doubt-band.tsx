'use client'
import { useTranslations } from 'use-intl/react'
import type { Liveness } from '../_live/liveness.ts'
import { useAllRows } from '../_live/use-live.ts'
import { silentFeeds } from '../_rows/silent-feeds.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/state-mark.tsx'
import { useFormats } from '../_words/use-words.ts'

const bandClass =
  'flex items-center gap-2 bg-warn px-4 py-1.5 text-[0.875rem] font-medium text-[var(--on-warn)]'

/** Says what makes the figures doubtful: a server that is not heard, else feeds that are silent. */
export function DoubtBand({ liveness }: { liveness: Liveness }) {
  const t = useTranslations('frame')
  const format = useFormats()
  const silent = silentFeeds(useAllRows('feed'))
  if (liveness !== 'live' && liveness !== 'connecting')
    return (
      <p className={bandClass} role="status">
        <StateShape mark="warned" className="!text-current" /> {t(`band.${liveness}`)}
      </p>
    )
  if (silent.length === 0) return null
  return (
    <p className={bandClass} role="status">
      <Icon name="plug" />
      {silent
        .map((feed) =>
          feed.lastHeardAt === null
            ? t('feedNever', { feed: feed.id })
            : t('feedSilent', { feed: feed.id, time: format.timeSec(feed.lastHeardAt) }),
        )
        .join(' · ')}
    </p>
  )
}
