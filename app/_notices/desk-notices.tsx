'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { NoticeFacts } from './notice-facts.tsx'
import { useNotices } from './use-notices.ts'

/** So many stand open on a desk; older ones are one press away. */
const OPEN = 3

/** What everybody should know, the latest first. */
export function DeskNotices() {
  const t = useTranslations('notice')
  const notices = useNotices()
  const [isOpen, setOpen] = useState(false)
  const hidden = notices.length - OPEN
  return (
    <section
      aria-label={t('title')}
      aria-live="polite"
      className={notices.length === 0 ? 'sr-only' : 'grid gap-2'}
    >
      <ul className="grid gap-2">
        {(isOpen ? notices : notices.slice(0, OPEN)).map((notice) => (
          <li key={notice.id} className="flex gap-2 bg-raised p-3" data-notice={notice.id}>
            <Icon name="megaphone" className="mt-0.5 shrink-0" />
            <span className="grid min-w-0 gap-0.5">
              <span className="break-words">{notice.text}</span>
              <NoticeFacts notice={notice} />
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button tone="quiet" className="w-fit" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('fewer') : t('more', { count: hidden })}
        </Button>
      )}
    </section>
  )
}
