'use client'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { RaiseLimitLine } from '#core/reports/raise-limit.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { TableHeads } from '../_ui/table-heads.tsx'

/** `GET /api/v1/reports/approvals`. */
interface ApprovalReport {
  from: string
  to: string
  lines: RaiseLimitLine[]
}

/** From so many asked on, and so large a share granted, asking is no decision any more: the limit is too low. */
const MANY = 3
const NEARLY_ALL = 0.9

/** What the limit could be raised to; null: what was asked was often refused, or is too little to judge by. */
function proposalOf({ asked, granted, refused, wouldCover, limit }: RaiseLimitLine): number | null {
  const decided = granted + refused
  if (asked < MANY || decided === 0 || granted / decided < NEARLY_ALL) return null
  return wouldCover !== null && limit !== null && wouldCover > limit ? wouldCover : null
}

const cell = 'figure px-2 py-2 text-end align-baseline'
const heads = ['asked', 'granted', 'wait', 'limit', 'covers'] as const

function Line({ line }: { line: RaiseLimitLine }) {
  const t = useTranslations('raiseLimit')
  const format = useFormats()
  const duration = useDuration()
  const money = useMoney()
  const { currency } = line
  const sumOf = (amount: number | null) => (amount === null ? '–' : money({ amount, currency }))
  const proposal = proposalOf(line)
  return (
    <tr className="border-t border-line" data-reason={line.reason ?? ''}>
      <th scope="row" className="py-2 pe-3 text-start align-baseline font-medium wrap-anywhere">
        {line.reason ?? t('noReason')}
        <span className="block text-sm font-normal text-ink-3">
          {line.role === null ? t('nobody') : t(`role.${line.role}`)}
        </span>
        {proposal !== null && (
          <span className="block text-sm font-medium text-warn">
            {t('raise', { amount: sumOf(proposal) })}
          </span>
        )}
      </th>
      <td className={cell}>{format.count(line.asked)}</td>
      <td className={cell}>
        {format.count(line.granted)}
        <span className="text-ink-3">
          {' '}
          {format.share(line.asked === 0 ? null : line.granted / line.asked)}
        </span>
      </td>
      <td className={cell}>{line.medianWaitSec === null ? '–' : duration(line.medianWaitSec)}</td>
      <td className={cell}>{sumOf(line.limit)}</td>
      <td className={cell}>{sumOf(line.wouldCover)}</td>
    </tr>
  )
}

const spans = [7, 28, 90] as const

/** The same of the last days, as many as the reader chooses. */
export function RaiseLimit() {
  const t = useTranslations('raiseLimit')
  const [days, setDays] = useState<(typeof spans)[number]>(28)
  const [now] = useState(() => Date.now())
  const pick = (
    <fieldset className="inline-flex gap-1" aria-label={t('span')}>
      {spans.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === days}
          onClick={() => setDays(each)}
          className="rounded-[5px] px-2 py-0.5 text-sm text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
        >
          {t('days', { count: each })}
        </button>
      ))}
    </fieldset>
  )
  return <RaiseLimitOf from={new Date(now - days * 86_400_000).toISOString()} aside={pick} />
}

interface RaiseLimitOfProps {
  /** RFC 3339; without `to`, up to now. */
  from: string
  to?: string
  aside?: ReactNode
}

/** Which limits are too low: what was asked, how much of it was granted anyway, and how long customers waited for that. */
export function RaiseLimitOf({ from, to, aside }: RaiseLimitOfProps) {
  const t = useTranslations('raiseLimit')
  const query = new URLSearchParams({ from, ...(to !== undefined && { to }) })
  const part = useLoaded<ApprovalReport>(`/api/v1/reports/approvals?${query}`)
  return (
    <Panel part="raise-limit" label={t('title')} title={t('title')} aside={aside}>
      <LoadedView part={part}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Nothing>{t('none')}</Nothing>
          ) : (
            <ScrollBox label={t('title')} className="">
              <table className="w-full min-w-[38rem] border-collapse">
                <TableHeads first={t('reason')} figures={heads.map((head) => t(head))} />
                <tbody>
                  {lines.map((line) => (
                    <Line
                      key={JSON.stringify([line.role, line.reason, line.kind, line.currency])}
                      line={line}
                    />
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          )
        }
      </LoadedView>
    </Panel>
  )
}
