'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { RaiseLimitRow } from '#core/reports/raise-limit.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { TableHeads } from '../_ui/table-heads.tsx'
import { ApprovalsBehind, countsApproval, type LimitFigure } from './approvals-behind.tsx'
import { useLimitLineName } from './use-limit-line-name.ts'

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

/** `proposal`: what the limit could be raised to, where this line shows it. */
function LimitRow({ row, proposal }: { row: RaiseLimitRow; proposal: number | null }) {
  const t = useTranslations('raiseLimit')
  const [shown, setShown] = useState<LimitFigure | null>(null)
  const format = useFormats()
  const duration = useDuration()
  const money = useMoney()
  const { currency } = row
  const { whose, why } = useLimitLineName()(row)
  const sumOf = (amount: number | null) => (amount === null ? '–' : money({ amount, currency }))
  const opens = (kind: LimitFigure, text: string) =>
    row.approvals.some(countsApproval[kind]) ? (
      <button
        type="button"
        aria-expanded={shown === kind}
        aria-label={`${[whose, why].filter((part) => part !== null).join(', ')}, ${t(kind)}: ${text}`}
        className="min-h-7 hover:underline aria-expanded:font-semibold aria-expanded:text-accent"
        onClick={() => setShown(shown === kind ? null : kind)}
      >
        {text}
      </button>
    ) : (
      text
    )
  const figures = (
    <tr
      className={why === null ? 'border-t border-line-strong' : 'border-t border-line text-ink-2'}
      data-line={row.of}
      data-cause={row.cause}
    >
      <th
        scope="row"
        className={`py-2 pe-3 text-start align-baseline wrap-anywhere ${why === null ? 'font-medium' : 'ps-4 font-normal'}`}
      >
        {why ?? whose}
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
      {shown !== null && <ApprovalsBehind row={row} kind={shown} columns={limitHeads.length + 1} />}
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

const groupOf = ({ role, kind, currency }: RaiseLimitRow) => JSON.stringify([role, kind, currency])

/** Which limits are too low: what was asked, how much of it was granted anyway, and how long customers waited for that. */
export function RaiseLimitTable({ lines }: { lines: readonly RaiseLimitRow[] }) {
  const t = useTranslations('raiseLimit')
  // A limit is of a role and a kind: of one cause it is proposed only where all together say nothing.
  const proposed = new Set(
    lines.filter((row) => row.of === 'all' && proposalOf(row) !== null).map((row) => groupOf(row)),
  )
  const proposalAt = (row: RaiseLimitRow) =>
    row.of !== 'all' && proposed.has(groupOf(row)) ? null : proposalOf(row)
  return (
    <ScrollBox label={t('title')} className="">
      <table className="w-full min-w-[38rem] border-collapse">
        <TableHeads first={t('reason')} figures={limitHeads.map((head) => t(head))} />
        <tbody>
          {lines.map((row) => (
            <LimitRow
              key={JSON.stringify([groupOf(row), row.of, row.cause])}
              row={row}
              proposal={proposalAt(row)}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
