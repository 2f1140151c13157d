'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { useAuditNames } from '../audit/audit-names.ts'
import type { LimitEntry } from './limits.ts'

const MOST = 50

/** Who met which limit, how often, and when last. */
export function MetTable({ limits }: { limits: readonly LimitEntry[] }) {
  const t = useTranslations('limits')
  const format = useFormats()
  const nameOf = useAuditNames()
  const rows = limits
    .flatMap(({ name, met }) => met.map((one) => ({ name, ...one })))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, MOST)
  return (
    <ul>
      {rows.map(({ name, who, times, at }) => (
        <li
          key={`${name} ${who}`}
          data-met={name}
          className="grid items-baseline gap-x-4 border-b border-line py-2 md:grid-cols-[9rem_minmax(0,2fr)_minmax(0,3fr)]"
        >
          <time dateTime={at} className="figure text-sm text-ink-3">
            {format.dayTime(at)}
          </time>
          <b className="min-w-0 font-semibold wrap-anywhere">{who === '' ? t('somebody') : nameOf(who)}</b>
          <span className="min-w-0 text-ink-2 wrap-anywhere">
            {t(`name.${name}`)}
            <span className="text-ink-3"> · {t('times', { count: times })}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
