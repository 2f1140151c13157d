'use client'
import { useTranslations } from 'use-intl/react'
import { ApprovalEntry } from '../_approvals/approval-entry.tsx'
import { useAllRows } from '../_live/use-live.ts'
import { isAskedOfMe } from '../_shell/asked-of-me.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { AssistEntry } from './assist-entry.tsx'

/**
 * Calls for a lead to which nobody has come, and those on the way: above everything, for somebody stands there waiting.
 * `withApprovals`: approvals asked of the reader, too, where no panel of the page has them.
 */
export function AssistBar({ withApprovals }: { withApprovals: boolean }) {
  const t = useTranslations('assist')
  const me = useMe()
  const facts = useFacts()
  const approvals = useAllRows('approval')
  const asked = withApprovals ? approvals.filter((row) => isAskedOfMe(row, me, facts)) : []
  const rows = useAllRows('assist')
    .filter(({ state }) => state !== 'ended')
    .toSorted(
      (a, b) =>
        Number(a.state === 'accepted') - Number(b.state === 'accepted') ||
        (a.requestedAt < b.requestedAt ? -1 : 1),
    )
  if (rows.length + asked.length === 0) return null
  return (
    <section aria-label={t('title')} data-part="assists" className="px-4 pt-2">
      <ul className="grid gap-x-8 lg:grid-cols-2">
        {rows.map((row) => (
          <AssistEntry key={row.id} row={row} size="small" />
        ))}
        {asked.map((row) => (
          <ApprovalEntry key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}
