'use client'
import { useTranslations } from 'use-intl/react'
import type { NoticeRow } from '#core/rows/row.ts'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { usePersonName } from '../_shell/names.ts'
import { PageLink } from '../_ui/page-link.tsx'

interface NoticeFactsProps {
  notice: NoticeRow
  /** Whether the incident is one's to open. */
  links?: boolean
}

/** Who posted a notice and when, before whom and until when it stands, and how many contacts its incident has. */
export function NoticeFacts({ notice, links = false }: NoticeFactsProps) {
  const t = useTranslations('notice')
  const format = useFormats()
  const nameOf = usePersonName()
  const { queues = [] } = useFacts()
  const now = useServerNow()() ?? 0
  const names = notice.queues.map((id) => queues.find((queue) => queue.id === id)?.name ?? id)
  const calls = notice.contacts === null ? null : t('calls', { count: notice.contacts })
  const words = [
    notice.postedBy === null ? null : nameOf(notice.postedBy),
    format.by(notice.postedAt, now),
    notice.until === null ? t('untilWithdrawn') : t('until', { time: format.by(notice.until, now) }),
    names.length === 0 ? t('everybody') : names.join(', '),
  ]
  return (
    <span className="text-sm text-ink-3">
      {words.filter((each) => each !== null).join(' · ')}
      {calls !== null && notice.case !== null && (
        <>
          {' · '}
          {links ? (
            <PageLink href={`/cases/${encodeURIComponent(notice.case)}`} className="font-medium underline">
              {calls}
            </PageLink>
          ) : (
            <b className="font-medium text-ink-2">{calls}</b>
          )}
        </>
      )}
    </span>
  )
}
