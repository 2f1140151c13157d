'use client'
import { useTranslations } from 'use-intl/react'
import type { AskedApproval, RaiseLimitRow } from '#core/reports/raise-limit.ts'
import { useCaseName } from '../_format/use-case-name.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { PageLink } from '../_ui/page-link.tsx'

/** A figure that can be opened. */
export type LimitFigure = 'asked' | 'granted' | 'wait'

/** Which approvals a figure counts. */
export const countsApproval: Readonly<Record<LimitFigure, (approval: AskedApproval) => boolean>> = {
  asked: () => true,
  granted: ({ decision }) => decision === 'granted',
  wait: ({ waitSec }) => waitSec !== null,
}

/** The approvals that a figure counts, or is the middle of: when, whose case, how much, what was decided and how soon. */
export function ApprovalsBehind({
  row: { approvals, currency, asked },
  kind,
  columns,
}: {
  row: RaiseLimitRow
  kind: LimitFigure
  columns: number
}) {
  const t = useTranslations('raiseLimit')
  const format = useFormats()
  const duration = useDuration()
  const money = useMoney()
  const caseName = useCaseName()
  return (
    <tr data-behind={kind}>
      <td colSpan={columns} className="pb-3">
        <ul className="max-h-60 overflow-auto bg-raised px-3 py-1 text-sm">
          {approvals.filter(countsApproval[kind]).map((approval, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown as it was read.
            <li key={index} className="flex flex-wrap gap-x-4 border-b border-line py-1 last:border-b-0">
              <span className="figure">{format.dayTime(approval.at)}</span>
              {approval.case !== null && (
                <PageLink
                  href={`/cases/${encodeURIComponent(approval.case)}`}
                  className="wrap-anywhere hover:underline"
                >
                  {caseName(approval.case)}
                </PageLink>
              )}
              {approval.amount !== null && (
                <span className="figure">{money({ amount: approval.amount, currency })}</span>
              )}
              {approval.reason !== null && (
                <span className="min-w-40 flex-1 wrap-anywhere text-ink-2">{approval.reason}</span>
              )}
              <span className="ms-auto text-ink-2">
                {t(`decision.${approval.decision}`)}
                {approval.waitSec !== null && ` · ${duration(approval.waitSec)}`}
              </span>
            </li>
          ))}
          {asked > approvals.length && (
            <li className="py-1 text-ink-3">{t('cut', { count: approvals.length })}</li>
          )}
        </ul>
      </td>
    </tr>
  )
}
