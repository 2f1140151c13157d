'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/row.ts'
import { useFacts } from '../_frame/facts.ts'
import { SpokenAhead, SpokenSince } from '../_ui/spoken.tsx'
import type { Mark } from '../_ui/state-mark.tsx'

export function useAlertTitle(): (alert: AlertRow) => string {
  const locale = useLocale()
  return (alert) => alert.title[locale] ?? alert.title.en ?? alert.rule
}

export function alertMark(alert: AlertRow): Mark {
  if (alert.state === 'acked') return 'ok'
  if (alert.state === 'snoozed') return 'paused'
  return alert.severity === 'critical' ? 'breached' : alert.severity === 'warning' ? 'warned' : 'idle'
}

/** Who has it, or that nobody does, and since when and until when. */
export function AlertFacts({ alert }: { alert: AlertRow }) {
  const t = useTranslations('alert')
  const { people = [] } = useFacts()
  const who = people.find(({ id }) => id === alert.ackedBy)?.name ?? alert.ackedBy
  return (
    <>
      {who === null ? t('nobody', { step: alert.step + 1 }) : t('has', { name: who })}
      {' · '}
      {t.rich('raised', { since: () => <SpokenSince at={alert.raisedAt} /> })}
      {alert.dueAt !== null && (
        <>
          {' · '}
          {t.rich('due', { left: () => <SpokenAhead at={alert.dueAt as string} /> })}
        </>
      )}
    </>
  )
}
