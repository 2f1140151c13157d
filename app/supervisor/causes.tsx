'use client'
import { useTranslations } from 'use-intl/react'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useFormats } from '../_format/use-words.ts'
import type { DayMetrics } from '../_work-items/use-day.ts'
import { useAddress } from './address.ts'
import { type CauseRow, causeRows } from './cause-rows.ts'

/** More causes than these say nothing to a glance. */
const MOST = 6

/** A cause's cases today as a length, and last week's as a notch on it; pressed, it lists the cases. */
function Cause({ row, most }: { row: CauseRow; most: number }) {
  const t = useTranslations('day')
  const format = useFormats()
  const title = useCauseTitle()
  const [shown, show] = useAddress('cause')
  const { cause, today, lastWeek } = row
  return (
    <li>
      <button
        type="button"
        aria-pressed={shown === cause}
        onClick={() => show(shown === cause ? '' : cause)}
        data-cause={cause}
        className="grid w-full grid-cols-[minmax(0,11rem)_minmax(1.5rem,1fr)_6.5rem] items-center gap-x-3 rounded-[3px] py-1 text-start hover:bg-surface aria-pressed:bg-accent-soft"
      >
        <span className="truncate">{title(cause)}</span>
        <span className="relative h-2.5 bg-line" aria-hidden="true">
          <span
            className="absolute inset-y-0 start-0 bg-ink-3"
            style={{ inlineSize: `${(today / most) * 100}%` }}
          />
          {lastWeek !== null && (
            <span
              className="absolute -inset-y-1 w-0.5 bg-ink"
              style={{ insetInlineStart: `${(lastWeek / most) * 100}%` }}
            />
          )}
        </span>
        <span className="figure text-end whitespace-nowrap">
          <b>{format.count(today)}</b>
          <span className="text-ink-3"> {t('lastWeek', { count: format.count(lastWeek) })}</span>
        </span>
      </button>
    </li>
  )
}

/** Causes today against the same weekday last week, up to this time. */
export function Causes({ day }: { day: DayMetrics }) {
  const t = useTranslations('day')
  const rows = causeRows(day.causes ?? [], day.causesLastWeek ?? null).slice(0, MOST)
  const most = Math.max(1, ...rows.flatMap(({ today, lastWeek }) => [today, lastWeek ?? 0]))
  if (rows.length === 0) return <p className="text-ink-3">{t('noCauses')}</p>
  return (
    <ul>
      {rows.map((row) => (
        <Cause key={row.cause} row={row} most={most} />
      ))}
    </ul>
  )
}
