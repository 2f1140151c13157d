'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useServerNow } from '../_live/use-live.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { DatedItems } from './dated-items.tsx'
import { todaysOf } from './todays-items.ts'

interface SignedOutDeskProps {
  entries: readonly WorkItem[]
  /** The way to sign in, and what can be done without. */
  children: ReactNode
}

/** The desk of who is not signed in: that nobody reaches them, how to sign in, and what is owed by them nevertheless. */
export function SignedOutDesk({ entries, children }: SignedOutDeskProps) {
  const t = useTranslations('desk')
  const now = useServerNow()() ?? 0
  const { today, overdue } = todaysOf(entries, now)
  return (
    <>
      <section
        aria-label={t('signedOut')}
        data-signed-out=""
        className="grid gap-3 border-s-4 border-accent bg-accent-soft px-4 py-4"
      >
        <h1 className="text-xl font-semibold">{t('signedOut')}</h1>
        <p className="text-ink-2">{t('signedOutText')}</p>
        <p className="font-medium">{t('owedNow', { count: entries.length, overdue })}</p>
        <div className="flex flex-wrap gap-1.5">{children}</div>
      </section>
      <DatedItems items={today} />
    </>
  )
}
