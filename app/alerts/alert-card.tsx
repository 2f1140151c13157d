'use client'
import { useTranslations } from 'use-intl/react'
import type { Conversation } from '#core/alerts/conversation.ts'
import { AlertActions } from '../_alerts/alert-actions.tsx'
import { AlertLink } from '../_alerts/alert-link.tsx'
import { AlertPeople } from '../_alerts/alert-people.tsx'
import { AlertSubject } from '../_alerts/alert-subject.tsx'
import { AlertFacts, alertEdge, alertStatus, useAlertTitle } from '../_alerts/alert-title.tsx'
import { SupervisorSpoke } from '../_alerts/supervisor-spoke.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { RecipientsAndNext } from './recipients-and-next.tsx'

interface AlertEntryProps {
  conversation: Conversation
  /** It left the list while that is read. */
  gone: boolean
  withNext: boolean
}

/** One conversation: the worst alert in words, the others in a line, the button within reach of a thumb. */
export function AlertCard({ conversation, gone, withNext }: AlertEntryProps) {
  const t = useTranslations('alert')
  const titleOf = useAlertTitle()
  const { worst, others } = conversation
  const mark = alertStatus(worst)
  return (
    <li
      data-alert={worst.id}
      data-gone={gone}
      className={`grid gap-2.5 data-[gone=true]:opacity-40 border-b border-b-line border-s-4 py-4 ps-3.5 ${alertEdge(mark)}`}
    >
      <div>
        <p className="flex items-baseline gap-2 text-lg leading-snug font-semibold">
          <StateShape mark={mark} className="self-center" />
          <AlertLink alert={worst} />
        </p>
        <p className="mt-0.5 text-ink-2">
          <AlertSubject alert={worst} />
        </p>
        <p className="mt-0.5 text-ink-2">
          <AlertPeople alert={worst} />
        </p>
        <p className="mt-0.5 text-ink-2">
          <AlertFacts alert={worst} />
        </p>
        {others.length > 0 && (
          <p className="mt-1 text-sm text-ink-3">{t('also', { titles: others.map(titleOf).join(' · ') })}</p>
        )}
      </div>
      <RecipientsAndNext alert={worst} withNext={withNext} />
      <AlertActions alerts={[worst, ...others]} size="large" />
      <SupervisorSpoke alert={worst} size="large" />
    </li>
  )
}
