'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { CallbackSteps } from '../_actions/callback-steps.tsx'
import { ExplainApproval } from '../_actions/explain-approval.tsx'
import { HandoffAnswer } from '../_actions/handoff-answer.tsx'
import { PromiseSteps } from '../_actions/promise-steps.tsx'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { mayDecide } from '../_shell/may-decide.ts'
import { Decide } from '../_ui/decide.tsx'
import { Icon, type IconName } from '../_ui/icons.tsx'
import { Panel } from '../_ui/panel.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { InWritingIcon } from './in-writing-icon.tsx'

function Member({
  icon,
  title,
  detail,
  children,
}: {
  icon: IconName
  title: ReactNode
  detail: string
  children?: ReactNode
}) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2.5">
      <Icon name={icon} className="mt-0.5 text-ink-3" />
      <div className="grid gap-1.5">
        <p className="font-medium">{title}</p>
        <p className="text-sm text-ink-3">{detail}</p>
        {children}
      </div>
    </li>
  )
}

/** What belongs to the case: promises, hand-offs, approvals, callbacks, each with where it stands. */
export function RelatedItems({ caseId }: { caseId: string }) {
  const t = useTranslations('case')
  const promiseState = useTranslations('promiseState')
  const type = useTranslations('type')
  const format = useFormats()
  const money = useMoney()
  const { departments = [] } = useFacts()
  const me = useMe()
  const of = <T extends { case: string | null }>(rows: readonly T[]) =>
    rows.filter((row) => row.case === caseId)
  const promises = of(useAllRows('promise'))
  const handoffs = of(useAllRows('handoff'))
  const approvals = of(useAllRows('approval'))
  const callbacks = of(useAllRows('callback'))
  if (promises.length + handoffs.length + approvals.length + callbacks.length === 0) return null
  return (
    <Panel label={t('family')} title={t('family')}>
      <ul>
        {promises.map((row) => (
          <Member
            key={row.id}
            icon="promise"
            title={row.text}
            detail={`${promiseState(row.state)} · ${t('due', { time: format.dayTime(row.dueAt) })}`}
          >
            <InWritingIcon row={row} />
            {(row.state === 'open' || row.state === 'broken') && (
              <div className="print:hidden">
                <PromiseSteps id={row.id} />
              </div>
            )}
          </Member>
        ))}
        {handoffs.map((row) => (
          <Member
            key={row.id}
            icon="handoff"
            title={departments.find(({ id }) => id === row.department)?.name ?? row.department}
            detail={[
              row.question,
              t('sent', { time: format.dayTime(row.sentAt) }),
              row.returnedAt === null ? t('notBack') : t('back', { time: format.dayTime(row.returnedAt) }),
            ]
              .filter((each) => each !== null)
              .join(' · ')}
          >
            <HandoffAnswer row={row} />
          </Member>
        ))}
        {approvals.map((row) => (
          <Member
            key={row.id}
            icon="approval"
            title={
              [row.amount === null ? null : money({ amount: row.amount, currency: row.currency }), row.reason]
                .filter(Boolean)
                .join(' · ') || type('approval')
            }
            detail={`${t(`approval.${row.state}`)} · ${format.dayTime(row.requestedAt)}`}
          >
            <ExplainApproval row={row} />
            {row.state === 'open' && mayDecide(me, row.from) && (
              <div className="print:hidden">
                <Decide approval={row.id} />
              </div>
            )}
          </Member>
        ))}
        {callbacks.map((row) => (
          <Member
            key={row.id}
            icon="callback"
            title={
              row.phone === null ? (
                type('callback')
              ) : (
                <PhoneNumber phone={row.phone} about={{ callback: row.id }} />
              )
            }
            detail={[
              row.dueAt === null ? null : t('due', { time: format.dayTime(row.dueAt) }),
              t('attempts', { count: row.attempts }),
            ]
              .filter((each) => each !== null)
              .join(' · ')}
          >
            <div className="print:hidden">
              <CallbackSteps id={row.id} />
            </div>
          </Member>
        ))}
      </ul>
    </Panel>
  )
}
