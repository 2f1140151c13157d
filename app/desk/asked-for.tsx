'use client'
import { type ReactNode, useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ApprovalRow, HandoffRow } from '#core/rows/case-rows.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { useRow, useRows, useServerNow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { useDepartmentName, usePersonName } from '../_shell/names.ts'
import { Icon, type IconName } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape, type StatusIcon } from '../_ui/status-icon.tsx'
import { caseHeadline } from '../_work-items/case-headline.ts'

const DAY_MS = 24 * 3_600_000
/** What came back stays in sight for a day, so that nobody misses it over a long call or a night. */
const isFresh = (at: string, now: number) => Date.parse(at) > now - DAY_MS

interface AskedLineProps {
  id: string
  icon: IconName
  mark: StatusIcon
  what: string
  caseId: string | null
  /** What became of it. */
  children: ReactNode
}

function AskedLine({ id, icon, mark, what, caseId, children }: AskedLineProps) {
  const row = useRow('case', caseId ?? '')
  const about = row === null ? null : caseHeadline(row)
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2" data-asked-for={id}>
      <Icon name={icon} className="mt-1 text-ink-3" />
      <div className="min-w-0">
        <p className="font-medium">
          <StateShape mark={mark} /> {what}
        </p>
        <p className="text-sm text-ink-2">{children}</p>
        {about !== null && caseId !== null && (
          <PageLink
            className="block truncate text-sm text-ink-3 hover:underline"
            href={`/cases/${encodeURIComponent(caseId)}`}
          >
            {about}
          </PageLink>
        )}
      </div>
    </li>
  )
}

function AskedApproval({ row }: { row: ApprovalRow }) {
  const t = useTranslations('askedFor')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const nameOf = usePersonName()
  const money = useMoney()
  const sum = row.amount === null ? null : money({ amount: row.amount, currency: row.currency })
  const mark = row.state === 'open' ? 'paused' : row.state === 'granted' ? 'ok' : 'breached'
  const name = nameOf(row.from)
  const wants = row.state === 'open' && row.question !== null && row.explanation === null
  return (
    <AskedLine
      id={row.id}
      icon="approval"
      mark={wants ? 'warned' : mark}
      what={[sum, row.reason].filter(Boolean).join(' · ') || t('approval')}
      caseId={row.case}
    >
      {wants
        ? t('wantsMore', { name, text: row.question ?? '' })
        : t(row.state, {
            name: row.state === 'open' ? name : nameOf(row.decidedBy ?? row.from),
            time: format.by(row.decidedAt ?? row.requestedAt, now),
          })}
    </AskedLine>
  )
}

function AskedDepartment({ row }: { row: HandoffRow }) {
  const t = useTranslations('askedFor')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const department = useDepartmentName(row.department) ?? ''
  const { returnedAt, acceptedAt, dueAt, moreTime } = row
  const isLate = returnedAt === null && dueAt !== null && Date.parse(dueAt) < now
  const asksTime = moreTime?.state === 'asked' && returnedAt === null
  const mark = returnedAt !== null ? 'ok' : isLate ? 'breached' : asksTime ? 'warned' : 'paused'
  return (
    <AskedLine
      id={row.id}
      icon="handoff"
      mark={mark}
      what={[department, row.question].filter(Boolean).join(' · ')}
      caseId={row.case}
    >
      {returnedAt !== null
        ? `${t('returned', { time: format.by(returnedAt, now) })}${row.answer === null ? '' : ` · ${row.answer}`}`
        : [
            asksTime ? t('asksTime') : t(acceptedAt === null ? 'sent' : 'accepted'),
            dueAt === null ? null : t('dueBy', { time: format.by(dueAt, now) }),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
    </AskedLine>
  )
}

const openFirst = <T extends { at: string; isOpen: boolean }>(a: T, b: T) =>
  Number(b.isOpen) - Number(a.isOpen) || (a.at < b.at ? 1 : -1)

/** What I asked others for, approvals and answers of departments, and what came back: what is open first. */
export function useAskedFor(): { key: string; node: ReactNode }[] {
  const me = useMe()
  const now = useServerNow()() ?? 0
  const isMine = useCallback(
    (row: ApprovalRow) => row.requestedBy !== null && row.requestedBy === me?.id,
    [me],
  )
  const approvals = useRows('approval', isMine)
  const handoffs = useRows('handoff', all)
  const cases = useRows('case', all)
  const own = new Set(cases.filter(({ owner }) => owner !== null && owner === me?.agent).map(({ id }) => id))
  return [
    ...approvals
      .filter(
        ({ state, decidedAt, requestedAt }) => state === 'open' || isFresh(decidedAt ?? requestedAt, now),
      )
      .map((row) => ({
        ...{ key: row.id, at: row.requestedAt, isOpen: row.state === 'open' },
        node: <AskedApproval key={row.id} row={row} />,
      })),
    ...handoffs
      .filter((row) => row.case !== null && own.has(row.case))
      .filter(({ returnedAt }) => returnedAt === null || isFresh(returnedAt, now))
      .map((row) => ({
        ...{ key: row.id, at: row.sentAt, isOpen: row.returnedAt === null },
        node: <AskedDepartment key={row.id} row={row} />,
      })),
  ].sort(openFirst)
}
const all = () => true

export function AskedFor() {
  const t = useTranslations('askedFor')
  const asked = useAskedFor()
  if (asked.length === 0) return null
  return (
    <section aria-label={t('title')} data-asked-list="">
      <h2 className="narrow border-b border-line-strong pb-1.5 text-lg font-semibold">{t('title')}</h2>
      <ul>{asked.map(({ node }) => node)}</ul>
    </section>
  )
}
