'use client'
import { useTranslations } from 'use-intl/react'
import { NewCase } from '../_actions/new-case.tsx'
import { useServerNow } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { DatedItems } from './dated-items.tsx'
import { todaysOf } from './todays-items.ts'

/** An empty desk: nothing is pressing, and what is to come today stands where one looks between two calls. */
export function NothingNext({ entries }: { entries: readonly WorkItem[] }) {
  const t = useTranslations('desk')
  const now = useServerNow()() ?? 0
  return (
    <>
      <section className="border-t-4 border-ok pt-4" data-nothing-next="">
        <h1 className="text-2xl font-semibold">
          <AllClear>{t('nothingOwed')}</AllClear>
        </h1>
        <p className="mt-1 mb-4 text-ink-2">{t('nothingOwedText')}</p>
        <NewCase atDesk />
      </section>
      <DatedItems items={todaysOf(entries, now).today} />
    </>
  )
}
