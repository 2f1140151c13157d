'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AskedApproval, RaiseLimitRow } from '#core/reports/raise-limit.ts'
import { useCaseName } from '../_format/use-case-name.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { TableHeads } from '../_ui/table-heads.tsx'

/** `GET /api/v1/reports/approvals`. */
export interface ApprovalReport {
  from: string
  to: string
  lines: RaiseLimitRow[]
}

/** From so many asked on, and so large a share granted, asking is no decision any more: the limit is too low. */
const MANY = 3
const NEARLY_ALL = 0.9

/** What the limit could be raised to; null: what was asked was often refused, or is too little to judge by. */
function proposalOf({ asked, granted, refused, wouldCover, limit }: RaiseLimitRow): number | null {
  const decided = granted + refused
  if (asked < MANY || decided === 0 || granted / decided < NEARLY_ALL) return null
  return wouldCover !== null && limit !== null && wouldCover > limit ? wouldCover : null
}

const cell = 'figure px-2 py-2 text-end align-baseline'
export const limitHeads = ['asked', 'granted', 'wait', 'limit', 'covers'] as const

type Kind = 'asked' | 'granted' | 'wait'

const isBehind: Readonly<Record<Kind, (approval: AskedApproval) => boolean>> = {
  asked: () => true,
  granted: ({ decision }) => decision === 'granted',
  wait: ({ waitSec }) => waitSec !== null,
}

/** The approvals that a figure counts, or is the middle of: when, whose case, how much, what was decided and how soon. */
function Behind({ row: { approvals, currency, asked }, kind }: { row: RaiseLimitRow; kind: Kind }) {
  const t = useTranslations('raiseLimit')
  const format = useFormats()
  const duration = useDuration()
  const money = useMoney()
  const caseName = useCaseName()
  return (
    <tr data-behind={kind}>
      <td colSpan={limitHeads.length + 1} className="pb-3">
        <ul className="max-h-60 overflow-auto bg-raised px-3 py-1 text-sm">
          {approvals.filter(isBehind[kind]).map((approval, index) => (
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

function LimitRow({ row }: { row: RaiseLimitRow }) {
  const t = useTranslations('raiseLimit')
  const [shown, setShown] = useState<Kind | null>(null)
  const format = useFormats()
  const duration = useDuration()
  const money = useMoney()
  const { currency } = row
  const sumOf = (amount: number | null) => (amount === null ? '–' : money({ amount, currency }))
  const proposal = proposalOf(row)
  const opens = (kind: Kind, text: string) =>
    row.approvals.some(isBehind[kind]) ? (
      <button
        type="button"
        aria-expanded={shown === kind}
        aria-label={`${row.reason ?? t('noReason')}, ${t(kind)}: ${text}`}
        className="min-h-7 hover:underline aria-expanded:font-semibold aria-expanded:text-accent"
        onClick={() => setShown(shown === kind ? null : kind)}
      >
        {text}
      </button>
    ) : (
      text
    )
  const figures = (
    <tr className="border-t border-line" data-reason={row.reason ?? ''}>
      <th scope="row" className="py-2 pe-3 text-start align-baseline font-medium wrap-anywhere">
        {row.reason ?? t('noReason')}
        <span className="block text-sm font-normal text-ink-3">
          {row.role === null ? t('nobody') : t(`role.${row.role}`)}
        </span>
        {proposal !== null && (
          <span className="block text-sm font-medium text-warn">
            {t('raise', { amount: sumOf(proposal) })}
          </span>
        )}
      </th>
      <td className={cell}>{opens('asked', format.count(row.asked))}</td>
      <td className={cell}>
        {opens('granted', format.count(row.granted))}
        <span className="text-ink-3"> {format.share(row.asked === 0 ? null : row.granted / row.asked)}</span>
      </td>
      <td className={cell}>
        {row.medianWaitSec === null ? '–' : opens('wait', duration(row.medianWaitSec))}
      </td>
      <td className={cell}>{sumOf(row.limit)}</td>
      <td className={cell}>{sumOf(row.wouldCover)}</td>
    </tr>
  )
  return (
    <>
      {figures}
      {shown !== null && <Behind row={row} kind={shown} />}
    </>
  )
}

const spans = [7, 28, 90] as const

/** Which limits of the last days, as many as the reader chooses, are too low. */
export function RaiseLimit() {
  const t = useTranslations('raiseLimit')
  const [days, setDays] = useState<(typeof spans)[number]>(28)
  const [now] = useState(() => Date.now())
  const pick = (
    <Segmented
      label={t('span')}
      values={spans}
      value={days}
      nameOf={(count) => t('days', { count })}
      onChange={setDays}
    />
  )
  const query = new URLSearchParams({ from: new Date(now - days * 86_400_000).toISOString() })
  const part = useLoaded<ApprovalReport>(`/api/v1/reports/approvals?${query}`)
  return (
    <Panel part="raise-limit" label={t('title')} title={t('title')} aside={pick}>
      <LoadedView part={part}>
        {({ lines }) =>
          lines.length === 0 ? <Nothing>{t('none')}</Nothing> : <RaiseLimitTable lines={lines} />
        }
      </LoadedView>
    </Panel>
  )
}

/** Which limits are too low: what was asked, how much of it was granted anyway, and how long customers waited for that. */
export function RaiseLimitTable({ lines }: { lines: readonly RaiseLimitRow[] }) {
  const t = useTranslations('raiseLimit')
  return (
    <ScrollBox label={t('title')} className="">
      <table className="w-full min-w-[38rem] border-collapse">
        <TableHeads first={t('reason')} figures={limitHeads.map((head) => t(head))} />
        <tbody>
          {lines.map((row) => (
            <LimitRow key={JSON.stringify([row.role, row.reason, row.kind, row.currency])} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
