'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import type { AuditEntry } from './audit.ts'
import { useAuditNames } from './audit-names.ts'

/** By the last name intervals were called in records of before. */
const removals = ['events', 'personal', 'audit', 'intervals', 'figures'] as const

/** How much of what was removed by its age. */
function Removed({ detail }: Pick<AuditEntry, 'detail'>) {
  const t = useTranslations('audit')
  const format = useFormats()
  const parts = removals.flatMap((what) => {
    const { removed: count, before } = (detail[what] ?? {}) as { removed?: number; before?: string }
    if (count === undefined || before === undefined) return []
    return [`${t(`kept.${what}`, { count })} ${t('keptBefore', { date: format.date(before) })}`]
  })
  return <span className="text-ink-3"> · {parts.join(' · ')}</span>
}

/** What an address or a name adds to a record. */
function Detail({ action, detail }: Pick<AuditEntry, 'action' | 'detail'>) {
  const t = useTranslations('audit')
  if (action === 'retention.done') return <Removed detail={detail} />
  const { address, name, file, outcome, said: answer, act } = detail
  if (action === 'pbx.asked') {
    const asked = `action.pbx.${act}` as never
    return <span className="text-ink-3"> · {t.has(asked) ? t(asked) : String(act)}</span>
  }
  if (outcome === 'timeout' || outcome === 'unreachable')
    return <span className="text-warn"> · {t('unanswered')}</span>
  if (outcome !== undefined && outcome !== 'ok')
    return <span className="text-warn"> · {t('refusedWith', { said: String(answer) })}</span>
  const said = [typeof address === 'string' ? t('of.address', { id: address }) : null, name, file]
  return said.map((part) =>
    typeof part === 'string' ? (
      <span key={part} className="text-ink-3">
        {` · ${part}`}
      </span>
    ) : null,
  )
}

/** From where it was asked; of those of before nothing is known. */
function From({ detail: { from } }: Pick<AuditEntry, 'detail'>) {
  const t = useTranslations('audit')
  return typeof from === 'string' ? (
    <span className="text-ink-3"> · {t('from', { address: from })}</span>
  ) : null
}

const refused = /^(sign-in|second-factor|token|password|access)\.(refused|slowed)$/

function Lane({ record }: { record: AuditEntry }) {
  const t = useTranslations('audit.action')
  const format = useFormats()
  const nameOf = useAuditNames()
  const { at, who, action, subject, detail } = record
  // An action that has come since this page was built is shown as it is.
  const words = t.has(action as never) ? t(action as never) : action
  return (
    <li
      data-action={action}
      className="grid items-baseline gap-x-4 border-b border-line py-2 md:grid-cols-[9rem_minmax(0,2fr)_minmax(0,3fr)]"
    >
      <time dateTime={at} className="figure text-sm text-ink-3">
        {format.dayTime(at)}
      </time>
      <b className="min-w-0 font-semibold wrap-anywhere">{nameOf(who)}</b>
      <span className="min-w-0 text-ink-2 wrap-anywhere">
        <span className={refused.test(action) ? 'font-medium text-warn' : ''}>{words}</span>
        {subject !== null && <span className="text-ink"> · {nameOf(subject)}</span>}
        <Detail action={action} detail={detail} />
        <From detail={detail} />
      </span>
    </li>
  )
}

export function AuditList({ records }: { records: readonly AuditEntry[] }) {
  return (
    <ul>
      {records.map((record) => (
        <Lane key={record.id} record={record} />
      ))}
    </ul>
  )
}
