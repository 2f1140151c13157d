'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { FeedRow } from '#core/rows/feed-rows.ts'
import { useTroubleWords } from '../../_format/use-trouble-words.ts'
import { useFormats } from '../../_format/use-words.ts'
import { StateShape } from '../../_ui/status-icon.tsx'
import { feedTroubles } from '../../_work-items/feed-troubles.ts'
import { RefusedEvents } from './refused-events.tsx'

const MARK = { live: 'ok', late: 'warned', down: 'breached' } as const

/** Of what had too many events, so many are named, the latest. */
const SHOWN_OVERFULL = 3

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="figure">{children}</dd>
    </div>
  )
}

function Feed({ feed, changed }: { feed: FeedRow; changed: () => Promise<void> }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const words = useTroubleWords()
  const [isOpen, setOpen] = useState(false)
  const [trouble] = feedTroubles([feed], [])
  const { id, kind, state, lagSec, lastEventAt, accepted, duplicate, rejected, late } = feed
  const { contradicting, overfull, overfullOf } = feed
  return (
    <li data-feed={id} className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <StateShape
          mark={trouble !== undefined && state === 'live' ? 'warned' : MARK[state]}
          className="self-center"
        />
        <b className="font-semibold wrap-anywhere">{id}</b>
        <span className="text-sm text-ink-3">{kind}</span>
        <span className={trouble === undefined ? 'text-ink-2' : 'text-warn'}>
          {trouble === undefined ? t('heard') : words(trouble)}
        </span>
      </p>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-1 pt-2 md:grid-cols-6">
        <Figure name={t('lastEvent')}>{lastEventAt === null ? '–' : format.dayTime(lastEventAt)}</Figure>
        <Figure name={t('lag')}>{lagSec === null ? '–' : t('seconds', { count: Math.round(lagSec) })}</Figure>
        <Figure name={t('accepted')}>{format.count(accepted)}</Figure>
        <Figure name={t('duplicate')}>{format.count(duplicate)}</Figure>
        <Figure name={t('late')}>{format.count(late)}</Figure>
        <Figure name={t('rejected')}>
          {rejected === 0 ? (
            format.count(0)
          ) : (
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className="figure font-semibold text-warn underline underline-offset-2"
            >
              {format.count(rejected)} · {t('letMeSee')}
            </button>
          )}
        </Figure>
      </dl>
      {contradicting > 0 && (
        <p className="pt-1 text-sm text-warn">{t('contradicting', { count: contradicting })}</p>
      )}
      {overfull > 0 && (
        <p className="pt-1 text-sm wrap-anywhere text-warn">
          {t('overfull', { count: overfull, of: overfullOf.slice(-SHOWN_OVERFULL).join(', ') })}
        </p>
      )}
      {isOpen && <RefusedEvents feed={id} changed={changed} />}
    </li>
  )
}

/** Every feed: how it stands and why, how old its events are, what was taken of it and what was refused. */
export function FeedList({ feeds, changed }: { feeds: readonly FeedRow[]; changed: () => Promise<void> }) {
  return (
    <ul>
      {feeds.map((feed) => (
        <Feed key={feed.id} feed={feed} changed={changed} />
      ))}
    </ul>
  )
}
