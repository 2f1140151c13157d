'use client'
import { useTranslations } from 'use-intl/react'
import { useAllRows } from '../_live/use-live.ts'
import { AssistCard } from './assist-card.tsx'

/** Calls for a lead to which nobody has come, and those on the way: above everything, for somebody stands there waiting. */
export function AssistBar() {
  const t = useTranslations('assist')
  const rows = useAllRows('assist')
    .filter(({ state }) => state !== 'ended')
    .toSorted(
      (a, b) =>
        Number(a.state === 'accepted') - Number(b.state === 'accepted') ||
        (a.requestedAt < b.requestedAt ? -1 : 1),
    )
  if (rows.length === 0) return null
  return (
    <section aria-label={t('title')} data-part="assists" className="px-4 pt-2">
      <ul className="grid gap-x-8 lg:grid-cols-2">
        {rows.map((row) => (
          <AssistCard key={row.id} row={row} size="small" />
        ))}
      </ul>
    </section>
  )
}
