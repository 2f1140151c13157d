'use client'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { ShiftHandover } from '#core/reports/shift-handover.ts'
import { useFormats, useOpenWord, useRuleTitle } from '../_format/use-words.ts'
import { useDepartmentName, useNameOfAnyone } from '../_shell/names.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape, type StatusIcon } from '../_ui/status-icon.tsx'
import { useRules } from '../_work-items/use-work-items.ts'

function HandoverRow({ mark, children, aside }: { mark: StatusIcon; children: ReactNode; aside: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-baseline gap-x-2 border-b border-line py-2 md:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <StateShape mark={mark} />
      <span className="min-w-0 wrap-anywhere">{children}</span>
      <span className="text-ink-2 max-md:col-start-2">{aside}</span>
    </li>
  )
}

/** What it is about, with the way to it where it is a case or belongs to one. */
function Subject({ subject, of }: { subject: string; of: string | null }) {
  const t = useTranslations('type')
  const slash = subject.indexOf('/')
  const [kind, id] = [subject.slice(0, slash), subject.slice(slash + 1)]
  const text =
    `${t.has(kind as never) ? t(kind as 'case') : kind} ${kind === 'contact' ? '' : shownId(id)}`.trim()
  const caseId = kind === 'case' ? id : of
  if (caseId === null) return <>{text}</>
  return (
    <PageLink href={`/cases/${encodeURIComponent(caseId)}`} className="underline underline-offset-2">
      {text}
    </PageLink>
  )
}

function Department({ id }: { id: string }) {
  return <>{useDepartmentName(id)}</>
}

export function OutstandingList({ rows }: { rows: ShiftHandover['owed'] }) {
  const t = useTranslations('handoverPage')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const kind = useOpenWord('kind')
  return (
    <ul>
      {rows.map(({ is, id, case: of, what, owner, dueAt, isLate }) => (
        <HandoverRow
          key={`${is}/${id}`}
          mark={isLate ? 'breached' : 'idle'}
          aside={dueAt === null ? t('noDue') : t(isLate ? 'wasDue' : 'due', { time: format.dayTime(dueAt) })}
        >
          <b className="font-semibold">
            <Subject subject={`${is}/${id}`} of={of} />
          </b>
          {what !== null && (
            <span className="text-ink-2"> · {is === 'handoff' ? <Department id={what} /> : kind(what)}</span>
          )}
          <span className={owner === null ? 'text-warn' : 'text-ink-2'}>
            {' '}
            · {owner === null ? t('nobody') : nameOf(owner)}
          </span>
        </HandoverRow>
      ))}
    </ul>
  )
}

export function AbsentList({ absent }: { absent: ShiftHandover['absent'] }) {
  const t = useTranslations('handoverPage')
  const nameOf = useNameOfAnyone()
  return (
    <ul>
      {absent.map(({ agent, count }) => (
        <HandoverRow key={agent} mark="warned" aside={t('owes', { count })}>
          <b className="font-semibold">{nameOf(agent)}</b>
        </HandoverRow>
      ))}
    </ul>
  )
}

export function HandoverAlerts({ alerts }: { alerts: ShiftHandover['alerts'] }) {
  const t = useTranslations('handoverPage')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const locale = useLocale()
  return (
    <ul>
      {alerts.map(({ id, rule, severity, subject, case: of, title, raisedAt, ackedBy }) => (
        <HandoverRow
          key={id}
          mark={severity === 'critical' ? 'breached' : 'warned'}
          aside={ackedBy === null ? t('untaken') : nameOf(ackedBy)}
        >
          <b className="font-semibold">{title[locale] ?? title.en ?? rule}</b> ·{' '}
          <Subject subject={subject} of={of} />
          <span className="text-ink-3"> · {format.dayTime(raisedAt)}</span>
        </HandoverRow>
      ))}
    </ul>
  )
}

/** Why it is still owed: with whom it lies. */
function Why({ why }: { why: ShiftHandover['breached'][number]['why'] }) {
  const t = useTranslations('handoverPage')
  const nameOf = useNameOfAnyone()
  if (why === null) return <>{t('settled')}</>
  if (why.is === 'department')
    return (
      <>
        {t('atDepartment')} <Department id={why.id} />
      </>
    )
  return (
    <>
      {why.is === 'nobody'
        ? t('nobody')
        : t(why.is === 'absent' ? 'withAbsent' : 'withOwner', { name: nameOf(why.id) })}
    </>
  )
}

export function BreachList({ rows }: { rows: ShiftHandover['breached'] }) {
  const format = useFormats()
  const ruleTitle = useRuleTitle()
  const rules = useRules()
  return (
    <ul>
      {rows.map(({ rule, subject, at, why }) => (
        <HandoverRow
          key={`${rule} ${subject}`}
          mark={why === null ? 'ok' : 'breached'}
          aside={<Why why={why} />}
        >
          <b className="font-semibold">{ruleTitle(rules.get(rule), rule)}</b> ·{' '}
          <Subject subject={subject} of={null} />
          <span className="text-ink-3"> · {format.dayTime(at)}</span>
        </HandoverRow>
      ))}
    </ul>
  )
}

export function HandoverNotices({ notices }: { notices: ShiftHandover['notices'] }) {
  const t = useTranslations('handoverPage')
  const format = useFormats()
  return (
    <ul>
      {notices.map(({ id, text, until }) => (
        <HandoverRow
          key={id}
          mark="idle"
          aside={until === null ? t('untilWithdrawn') : t('until', { time: format.dayTime(until) })}
        >
          {text}
        </HandoverRow>
      ))}
    </ul>
  )
}
