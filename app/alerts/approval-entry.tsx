'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl/react'
import type { ApprovalRow } from '#core/case-rows.ts'
import { ExplainApproval } from '../_actions/explain-approval.tsx'
import { Decide } from '../_ui/decide.tsx'
import { Icon } from '../_ui/icons.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'

/** An approval that is asked of me: how much, for what, since when; approve or refuse. */
export function ApprovalEntry({ row }: { row: ApprovalRow }) {
  const t = useTranslations('approval')
  const type = useTranslations('type')
  return (
    <li
      data-approval={row.id}
      className="grid gap-2.5 border-s-4 border-b border-s-accent border-b-line py-4 ps-3.5"
    >
      <div>
        <p className="flex items-baseline gap-2 text-[1.125rem] leading-snug font-semibold">
          <Icon name="approval" className="self-center" />
          {row.amount === null
            ? type('approval')
            : t('amount', { amount: row.amount, currency: row.currency ?? '' })}
          {row.reason !== null && <span className="font-normal">{row.reason}</span>}
        </p>
        <p className="mt-0.5 text-ink-2">
          {row.case !== null && (
            <>
              <Link className="hover:underline" href={`/cases/${encodeURIComponent(row.case)}`}>
                {row.case}
              </Link>
              {' · '}
            </>
          )}
          {t.rich('asked', { since: () => <SpelledSince at={row.requestedAt} /> })}
        </p>
      </div>
      <ExplainApproval row={row} />
      <Decide approval={row.id} size="large" />
    </li>
  )
}
