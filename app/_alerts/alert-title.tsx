'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/rows/row.ts'
import { useAgentName } from '../_shell/names.ts'
import { SpelledAhead, SpelledSince } from '../_ui/spelled-time.tsx'
import type { StatusIcon } from '../_ui/status-icon.tsx'

export function useAlertTitle(): (alert: AlertRow) => string {
  const locale = useLocale()
  return (alert) => alert.title[locale] ?? alert.title.en ?? alert.rule
}

/** A step above 0 is a breach; 0 is a warning before it. */
export function alertStatus(alert: AlertRow): StatusIcon {
  if (alert.state === 'acked') return 'ok'
  if (alert.state === 'snoozed') return 'paused'
  if (alert.severity === 'info') return 'idle'
  return alert.step > 0 && alert.severity === 'critical' ? 'breached' : 'warned'
}

const edges: Partial<Record<StatusIcon, string>> = {
  breached: 'border-breach-fill',
  warned: 'border-warn',
  ok: 'border-ok',
  paused: 'border-info',
}

/** The colour of an alert's edge. */
export const alertEdge = (mark: StatusIcon): string => edges[mark] ?? 'border-s-line-strong'

/** Who has it, or that nobody does, and since when and until when. */
export function AlertFacts({ alert }: { alert: AlertRow }) {
  const t = useTranslations('alert')
  const who = useAgentName(alert.ackedBy)
  return (
    <>
      {t(alert.step > 0 ? 'breached' : 'warned')}
      {' · '}
      {alert.state === 'snoozed' ? t('snoozed') : who === null ? t('nobody') : t('has', { name: who })}
      {' · '}
      {t.rich('raised', { since: () => <SpelledSince at={alert.raisedAt} /> })}
      {alert.dueAt !== null && (
        <>
          {' · '}
          {t.rich('due', { left: () => <SpelledAhead at={alert.dueAt as string} /> })}
        </>
      )}
    </>
  )
}
