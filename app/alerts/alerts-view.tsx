'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import { AlertList } from '../_alerts/alert-list.tsx'
import { useConversations } from '../_alerts/use-conversations.ts'
import { ApprovalCard } from '../_approvals/approval-card.tsx'
import { AssistCard } from '../_assists/assist-card.tsx'
import { useAllRows } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { registerWorker } from '../_shell/push-device.ts'
import { StateShape } from '../_ui/status-icon.tsx'
import { AlertCard } from './alert-card.tsx'

/** Those that are seen without scrolling far. */
const NEXT_SAID_FOR = 8

/** For one thumb: what, who, since when, until when, and the button that takes it. */
export function AlertsView() {
  const t = useTranslations('alertsPage')
  const approvals = useAllRows('approval')
  const conversations = useConversations()
  const asked = approvals.filter(({ state }) => state === 'open')
  const calls = useAllRows('assist').filter(({ state }) => state !== 'ended')
  // The worker shows what is pushed, and says that there is no network where a page cannot be opened.
  useEffect(() => {
    void registerWorker()
  }, [])
  const untaken = conversations.filter(({ worst }) => worst.state === 'open')
  const isBreached = untaken.some(({ worst }) => worst.step > 0)
  return (
    <div className="mx-auto w-full max-w-2xl px-4 pt-3 pb-16">
      <h1 className="flex items-baseline gap-2 border-b border-line-strong pb-2 text-xl font-semibold">
        <StateShape
          mark={isBreached ? 'breached' : untaken.length > 0 ? 'warned' : 'ok'}
          className="self-center"
        />
        {t('open', { count: untaken.length })}
      </h1>
      {conversations.length === 0 && asked.length === 0 && calls.length === 0 && (
        <p className="py-10 text-ink-2">
          <AllClear>{t('quiet')}</AllClear>
        </p>
      )}
      <ul>
        {calls.map((row) => (
          <AssistCard key={row.id} row={row} />
        ))}
      </ul>
      <AlertList
        conversations={conversations}
        asked={asked.map((row) => <ApprovalCard key={row.id} row={row} />)}
        size="large"
        one={(each, { gone, index }) => (
          <AlertCard
            key={each.key}
            conversation={each}
            gone={gone}
            withNext={!gone && index < NEXT_SAID_FOR}
          />
        )}
      />
    </div>
  )
}
