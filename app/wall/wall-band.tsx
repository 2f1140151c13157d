'use client'
import { useTranslations } from 'use-intl/react'
import type { FeedTrouble } from '#core/row.ts'
import type { Liveness } from '../_live/liveness.ts'
import { useAllRows } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { StateShape } from '../_ui/state-mark.tsx'
import { useTroubleWords } from '../_words/use-trouble-words.ts'
import { useFormats } from '../_words/use-words.ts'

/** One quiet line: first what makes the figures doubtful, else what the room should know. */
export function WallBand({ liveness, troubles }: { liveness: Liveness; troubles: readonly FeedTrouble[] }) {
  const t = useTranslations('frame')
  const format = useFormats()
  const words = useTroubleWords()
  const notices = useAllRows('notice')
  if (liveness !== 'live' && liveness !== 'connecting')
    return (
      <p className="wall-band" data-tone="doubt" role="status">
        <StateShape mark="warned" /> {t(`band.${liveness}`)}
      </p>
    )
  if (troubles.length > 0)
    return (
      <p className="wall-band" data-tone="doubt" role="status">
        <Icon name="plug" /> {troubles.map(words).join(' · ')}
      </p>
    )
  if (notices.length === 0) return null
  return (
    <p className="wall-band" data-tone="notice">
      <Icon name="megaphone" />
      {notices.map((notice) => (
        <span key={notice.id}>
          {notice.text}
          {notice.until !== null && <small> {t('until', { time: format.time(notice.until) })}</small>}
        </span>
      ))}
    </p>
  )
}
