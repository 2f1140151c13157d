'use client'
import { useTranslations } from 'use-intl/react'
import { PageLink } from '../../_ui/page-link.tsx'

/** Where a board is looked at, and where a television is told to show it. */
export function BoardLinks({ board }: { board: string }) {
  const t = useTranslations('siteFile')
  const look = 'underline underline-offset-2 hover:text-ink'
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
      <PageLink href={`/wall/${encodeURIComponent(board)}`} className={look}>
        {t('openBoard')}
      </PageLink>
      <PageLink href="/screens" className={look}>
        {t('boardOnScreen')}
      </PageLink>
    </p>
  )
}
