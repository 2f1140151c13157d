'use client'
import { useTranslations } from 'use-intl/react'
import type { FeedRow } from '#core/rows/feed-rows.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useTroubleWords } from '../_format/use-trouble-words.ts'
import { useUnseenWords } from '../_format/use-unseen-words.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { Panel } from '../_ui/panel.tsx'
import { StateShape, type StatusIcon } from '../_ui/status-icon.tsx'
import { feedTroubles } from '../_work-items/feed-troubles.ts'
import { gapOf } from '../_work-items/unseen-calls.ts'

function markOf({ state, why, quiet }: FeedRow): StatusIcon {
  if (state === 'down') return 'breached'
  return state === 'late' || why !== null || quiet ? 'warned' : 'ok'
}

function FeedLine({ feed }: { feed: FeedRow }) {
  const t = useTranslations('feeds')
  const words = useTroubleWords()
  const unseen = useUnseenWords()
  const format = useFormats()
  const duration = useDuration()
  const troubles = feedTroubles([feed], [])
  return (
    <li className="border-b border-line py-2" data-feed={feed.id}>
      <p className="flex items-baseline gap-2">
        <StateShape mark={markOf(feed)} className="!size-3" />
        <span className="font-medium">{feed.id}</span>
        <span className="ms-auto text-sm text-ink-3">
          {t('today', { count: feed.accepted })}
          {feed.lagSec !== null && ` · ${t('lag', { time: duration(feed.lagSec) })}`}
          {feed.lastEventAt !== null && ` · ${t('last', { time: format.timeSec(feed.lastEventAt) })}`}
        </span>
      </p>
      {troubles.map((trouble) => (
        <p key={trouble.why} className="ps-5 text-warn">
          {words(trouble)}
        </p>
      ))}
      {feed.gaps.toReversed().map((gap) => (
        <p key={gap.from} className="ps-5 text-sm text-ink-2">
          {unseen(gapOf(gap))}
        </p>
      ))}
    </li>
  )
}

/** The feeds: how each stands, and what its gaps of today cost. */
export function FeedsPanel() {
  const t = useTranslations('feeds')
  const feeds = useAllRows('feed')
  if (feeds.length === 0) return null
  return (
    <Panel label={t('title')} part="feeds" title={t('title')}>
      <ul>
        {feeds.map((feed) => (
          <FeedLine key={feed.id} feed={feed} />
        ))}
      </ul>
    </Panel>
  )
}
