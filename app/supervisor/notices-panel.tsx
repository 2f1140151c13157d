'use client'
import { useTranslations } from 'use-intl/react'
import type { NoticeRow } from '#core/rows/row.ts'
import { NoticeFacts } from '../_notices/notice-facts.tsx'
import { PostNotice } from '../_notices/post-notice.tsx'
import { useNotices } from '../_notices/use-notices.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { Panel } from '../_ui/panel.tsx'
import { useAct } from '../_ui/use-act.ts'

function NoticeLine({ notice }: { notice: NoticeRow }) {
  const t = useTranslations('notice')
  const { event, busy, fault } = useAct()
  return (
    <li
      className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-start gap-x-2 border-b border-line px-1 py-2"
      data-notice={notice.id}
    >
      <Icon name="megaphone" className="mt-1 text-ink-3" />
      <div className="min-w-0">
        <p className="font-medium break-words" data-line="" tabIndex={-1}>
          {notice.text}
        </p>
        <NoticeFacts notice={notice} links />
        <Fault text={fault} />
      </div>
      <Button disabled={busy} onClick={() => event('notice.withdrawn', notice.id)} data-act="withdraw">
        {t('withdraw')}
      </Button>
    </li>
  )
}

/** What the floor is told now, and the way to tell it something. */
export function NoticesPanel() {
  const t = useTranslations('notice')
  const notices = useNotices()
  return (
    <Panel
      part="notices"
      label={t('title')}
      title={
        <>
          {t('title')} <span className="figure ms-1 font-normal text-ink-3">{notices.length}</span>
        </>
      }
      aside={<PostNotice />}
    >
      <ul>
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
    </Panel>
  )
}
