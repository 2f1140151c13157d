'use client'
import { memo, type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl/react'
import { useTroubleWords } from '../_format/use-trouble-words.ts'
import { useFormats } from '../_format/use-words.ts'
import type { Liveness } from '../_live/liveness.ts'
import { useLive, useServerNow } from '../_live/use-live.ts'
import { useNotices } from '../_notices/use-notices.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { feedTroubles } from '../_work-items/feed-troubles.ts'
import { useTurn } from './use-turn.ts'

interface BandsProps {
  board: string
  liveness: Liveness
  /** How long a notice stands where there are several. */
  pageMs: number
  /** Whether notices are shown; what makes the figures doubtful always is. */
  notices: boolean
}

/** Quiet lines beneath the head: what makes the figures doubtful, and what the room should know. */
export const WallBand = memo(function WallBand({ board, liveness, pageMs, notices }: BandsProps) {
  return (
    <>
      <LivenessNote board={board} liveness={liveness} />
      {notices && <Notices pageMs={pageMs} />}
    </>
  )
})

/** What is the matter with the feeds behind a board, in words; renders again only when these are others. */
function useTroubleText(board: string): string {
  const { store } = useLive()
  const words = useTroubleWords()
  return useSyncExternalStore(
    (listener) => store.subscribeRows('feed', listener),
    () => {
      const ofBoard = store.row('board', board)?.feedTroubles ?? []
      return feedTroubles(store.rows('feed'), [ofBoard]).map(words).join(' · ')
    },
    () => '',
  )
}

function LivenessNote({ board, liveness }: { board: string; liveness: Liveness }) {
  const t = useTranslations('frame')
  const troubles = useTroubleText(board)
  if (liveness !== 'live' && liveness !== 'connecting')
    return (
      <Band tone="doubt" mark={<StateShape mark="warned" />}>
        {t(`band.${liveness}`)}
      </Band>
    )
  if (troubles === '') return null
  return (
    <Band tone="doubt" mark={<Icon name="plug" />}>
      {troubles}
    </Band>
  )
}

/** One notice at a time: several take turns, with a mark that says which of how many stands. */
function Notices({ pageMs }: { pageMs: number }) {
  const t = useTranslations('frame')
  const words = useTranslations('notice')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const notices = useNotices()
  const at = useTurn(notices.length, pageMs)
  const notice = notices[at]
  if (notice === undefined) return null
  return (
    <Band
      tone="notice"
      mark={<Icon name="megaphone" />}
      turn={notices.length > 1 ? `${at + 1}/${notices.length}` : null}
    >
      {notice.text}
      {notice.until !== null && <small> {t('until', { time: format.by(notice.until, now) })}</small>}
      {(notice.contacts ?? 0) > 0 && <small> {words('calls', { count: notice.contacts ?? 0 })}</small>}
    </Band>
  )
}

interface BandProps {
  tone: 'doubt' | 'notice'
  mark: ReactNode
  /** Which of how many stands. */
  turn?: string | null
  children: ReactNode
}

function Band({ tone, mark, turn = null, children }: BandProps) {
  return (
    <p className="wall-band" data-tone={tone} {...(tone === 'doubt' && { role: 'status' })}>
      {mark}
      <span className="wall-band-words">{children}</span>
      {turn !== null && <b className="figure">{turn}</b>}
    </p>
  )
}
