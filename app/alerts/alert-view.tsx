'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import type { OneAlert } from '#core/api/one-alert.ts'
import { AlertActions } from '../_alerts/alert-actions.tsx'
import { AlertPeople } from '../_alerts/alert-people.tsx'
import { AlertSubject } from '../_alerts/alert-subject.tsx'
import { AlertFacts, alertStatus, useAlertTitle } from '../_alerts/alert-title.tsx'
import { SupervisorSpoke } from '../_alerts/supervisor-spoke.tsx'
import { useRow } from '../_live/use-live.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { AlertHistory } from './alert-history.tsx'
import { NextStepText } from './next-step.tsx'

/** One alert: what it is, who was told when and by what, what they did, and what comes next. */
export function AlertView({ id }: { id: string }) {
  const t = useTranslations('alertHistory')
  const titleOf = useAlertTitle()
  const part = useLoaded<OneAlert>(`/api/v1/alerts/${encodeURIComponent(id)}`)
  const row = useRow('alert', id)
  const { read } = part
  // The row changes with whatever happens to the alert.
  useEffect(() => {
    if (row !== null) void read()
  }, [row, read])
  return (
    <LoadedView part={part}>
      {({ alert: known, history, next }) => {
        const alert = row ?? known
        return (
          <div className="mx-auto grid w-full max-w-2xl gap-4 px-4 pt-4 pb-16" data-alert={alert.id}>
            <header>
              <h1 className="flex items-baseline gap-2 text-xl leading-tight font-semibold">
                <StateShape mark={alertStatus(alert)} className="self-center" />
                {titleOf(alert)}
              </h1>
              <p className="mt-1 text-ink-2">
                {alert.case === null ? (
                  <AlertSubject alert={alert} />
                ) : (
                  <PageLink href={`/cases/${encodeURIComponent(alert.case)}`} className="hover:underline">
                    <AlertSubject alert={alert} />
                  </PageLink>
                )}
                {' · '}
                <AlertFacts alert={alert} />
              </p>
              <p className="mt-0.5 text-ink-2">
                <AlertPeople alert={alert} />
              </p>
            </header>
            {alert.state !== 'resolved' && <AlertActions alerts={[alert]} size="large" />}
            <SupervisorSpoke alert={alert} size="large" />
            <NextStepText alert={alert} next={next} />
            <h2 className="border-b border-line-strong pb-1.5 text-lg font-semibold">{t('history')}</h2>
            <AlertHistory entries={history} />
          </div>
        )
      }}
    </LoadedView>
  )
}
