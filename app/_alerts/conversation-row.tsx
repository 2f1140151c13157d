'use client'
import { useTranslations } from 'use-intl/react'
import { alertsIn } from '#core/alerts/alert-group.ts'
import type { Conversation } from '#core/alerts/conversation.ts'
import { CheckBox } from '../_ui/check-box.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { AlertActions } from './alert-actions.tsx'
import { AlertPeople } from './alert-people.tsx'
import { AlertSubject } from './alert-subject.tsx'
import { AlertFacts, alertStatus, useAlertTitle } from './alert-title.tsx'
import { SupervisorSpoke } from './supervisor-spoke.tsx'

interface ConversationRowProps {
  conversation: Conversation
  gone: boolean
  chosen: boolean
  onChoose: (chosen: boolean) => void
  size: 'small' | 'large'
}

/** One conversation of a card: what it is about, who has it, since when; to be chosen, or acted on by itself. */
export function ConversationRow({ conversation, gone, chosen, onChoose, size }: ConversationRowProps) {
  const t = useTranslations('alertGroup')
  const alert = useTranslations('alert')
  const titleOf = useAlertTitle()
  const { worst, others } = conversation
  const href =
    worst.case === null
      ? `/alerts/${encodeURIComponent(worst.id)}`
      : `/cases/${encodeURIComponent(worst.case)}`
  return (
    <div
      data-alert={worst.id}
      data-gone={gone}
      className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2 border-b border-line py-2 data-[gone=true]:opacity-40"
    >
      <label className={`grid cursor-pointer place-items-center ${size === 'large' ? 'size-11' : 'size-7'}`}>
        <CheckBox
          act="choose"
          checked={chosen}
          disabled={gone}
          onChange={onChoose}
          label={t('choose', { title: `${titleOf(worst)} ${worst.case ?? worst.subject}` })}
        />
      </label>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
        <div className="min-w-40 flex-1">
          <p className="flex items-baseline gap-1.5 font-medium">
            <StateShape mark={alertStatus(worst)} className="self-center" />
            <PageLink href={href} className="min-w-0 break-words hover:underline" data-line="">
              <AlertSubject alert={worst} />
            </PageLink>
            {others.length > 0 && (
              <span className="font-normal text-ink-3">{alert('more', { count: others.length })}</span>
            )}
          </p>
          <p className="text-sm text-ink-2">
            <AlertPeople alert={worst} />
          </p>
          <p className="text-sm text-ink-2">
            <AlertFacts alert={worst} />
          </p>
        </div>
        {!gone && (
          <>
            <AlertActions
              alerts={alertsIn([conversation])}
              size={size}
              inCard={size === 'large' ? 'take' : 'all'}
            />
            <SupervisorSpoke alert={worst} size={size} />
          </>
        )}
      </div>
    </div>
  )
}
