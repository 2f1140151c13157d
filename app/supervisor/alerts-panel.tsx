'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { type Conversation, conversationsOf } from '#core/alerts/conversation.ts'
import { AlertActions } from '../_alerts/alert-actions.tsx'
import { AlertSubject } from '../_alerts/alert-subject.tsx'
import { AlertFacts, alertMark, useAlertTitle } from '../_alerts/alert-words.tsx'
import { AllClear } from '../_frame/all-clear.tsx'
import { useAllRows } from '../_live/use-live.ts'
import { useHeld } from '../_rows/use-held.ts'
import { walkLines } from '../_rows/walk-lines.ts'
import { FreshButton } from '../_ui/fresh-button.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { StateShape } from '../_ui/state-mark.tsx'

function AlertLine({ conversation, gone }: { conversation: Conversation; gone: boolean }) {
  const t = useTranslations('alert')
  const titleOf = useAlertTitle()
  const { worst, others } = conversation
  return (
    <li
      className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line px-1 py-2 data-[gone=true]:opacity-40"
      data-alert={worst.id}
      data-gone={gone}
    >
      <StateShape mark={alertMark(worst)} className="!size-3.5" />
      <div className="min-w-0">
        <p className="truncate font-medium">
          {worst.case === null ? (
            <span data-line="" tabIndex={-1}>
              {titleOf(worst)}
            </span>
          ) : (
            <Link href={`/cases/${encodeURIComponent(worst.case)}`} className="hover:underline" data-line="">
              {titleOf(worst)}
            </Link>
          )}
          <span className="ms-2 font-normal text-ink-2">
            <AlertSubject alert={worst} />
          </span>
          {others.length > 0 && (
            <span className="ms-2 font-normal text-ink-3">{t('more', { count: others.length })}</span>
          )}
        </p>
        <p className="truncate text-[0.8125rem] text-ink-3">
          <AlertFacts alert={worst} />
        </p>
      </div>
      <AlertActions alerts={[worst, ...others]} />
    </li>
  )
}

/** Beyond these the alerts page has the rest. */
const MOST = 30

export function AlertsPanel() {
  const t = useTranslations('supervisor')
  const nav = useTranslations('nav')
  const alerts = useAllRows('alert')
  const conversations = useMemo(() => conversationsOf(alerts), [alerts])
  const { items, fresh, release, reading } = useHeld(conversations)
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
      {items.length === 0 ? (
        <Nothing>
          <AllClear>{t('noAlerts')}</AllClear>
        </Nothing>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the pointer is only watched, to hold the list still under it.
        <div className="relative" {...reading} onKeyDown={walkLines}>
          <FreshButton count={fresh} onPress={release} />
          <ul>
            {items.slice(0, MOST).map(({ item, gone }) => (
              <AlertLine key={item.key} conversation={item} gone={gone} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
