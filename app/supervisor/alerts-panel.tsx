'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Conversation } from '#core/alerts/conversation.ts'
import { AlertActions } from '../_alerts/alert-actions.tsx'
import { AlertLink } from '../_alerts/alert-link.tsx'
import { AlertList } from '../_alerts/alert-list.tsx'
import { AlertPeople } from '../_alerts/alert-people.tsx'
import { AlertSubject } from '../_alerts/alert-subject.tsx'
import { AlertFacts, alertStatus } from '../_alerts/alert-title.tsx'
import { SupervisorSpoke } from '../_alerts/supervisor-spoke.tsx'
import { useConversations } from '../_alerts/use-conversations.ts'
import { ApprovalCard } from '../_approvals/approval-card.tsx'
import { useAskedOfMe } from '../_approvals/use-asked-of-me.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape } from '../_ui/status-icon.tsx'

const AlertItem = memo(function AlertItem({
  conversation,
  gone,
}: {
  conversation: Conversation
  gone: boolean
}) {
  const t = useTranslations('alert')
  const { worst, others } = conversation
  return (
    <li
      className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1.5 max-sm:grid-cols-[1.25rem_minmax(0,1fr)] border-b border-line px-1 py-2 data-[gone=true]:opacity-40"
      data-alert={worst.id}
      data-gone={gone}
    >
      <StateShape mark={alertStatus(worst)} className="!size-3.5" />
      <div className="min-w-0">
        <p className="font-medium sm:truncate">
          <AlertLink alert={worst} />
          <span className="ms-2 font-normal text-ink-2">
            <AlertSubject alert={worst} />
          </span>
          {others.length > 0 && (
            <span className="ms-2 font-normal text-ink-3">{t('more', { count: others.length })}</span>
          )}
        </p>
        <p className="text-sm text-ink-3 sm:truncate">
          <AlertFacts alert={worst} />
          {worst.about !== null && ' · '}
          <AlertPeople alert={worst} />
        </p>
      </div>
      <div className="max-sm:col-start-2">
        <AlertActions alerts={[worst, ...others]} />
        <SupervisorSpoke alert={worst} />
      </div>
    </li>
  )
})

export function AlertsPanel() {
  const t = useTranslations('supervisor')
  const nav = useTranslations('nav')
  const conversations = useConversations()
  const asked = useAskedOfMe()
  return (
    <Panel
      part="alerts"
      label={nav('alerts')}
      title={
        <>
          {nav('alerts')} <span className="figure ms-1 font-normal text-ink-3">{conversations.length}</span>
        </>
      }
    >
      {conversations.length + asked.length === 0 && (
        <Nothing>
          <AllClear>{t('noAlerts')}</AllClear>
        </Nothing>
      )}
      <AlertList
        conversations={conversations}
        asked={asked.map((row) => <ApprovalCard key={row.id} row={row} />)}
        size="small"
        one={(each, { gone }) => <AlertItem key={each.key} conversation={each} gone={gone} />}
      />
    </Panel>
  )
}
