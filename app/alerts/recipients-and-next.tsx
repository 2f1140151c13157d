'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import type { OneAlert } from '#core/api/one-alert.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useLoaded } from '../_shell/use-loaded.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { NextStepText, useNames } from './next-step.tsx'

/** Who is next if nobody takes it, asked anew whenever something happened to the alert. */
function Next({ alert }: { alert: AlertRow }) {
  const { value, read } = useLoaded<OneAlert>(`/api/v1/alerts/${encodeURIComponent(alert.id)}`)
  // The row is another one whenever something happened to the alert.
  useEffect(() => {
    if (alert.state === 'open') void read()
  }, [alert, read])
  return value === null ? null : <NextStepText alert={alert} next={value.next} />
}

interface ToldAndNextProps {
  alert: AlertRow
  /** Asked of the server for each alert, so not for all of a long list. */
  withNext: boolean
}

/** Who else was told of an alert, and who is next if nobody takes it; its whole history is a press away. */
export function RecipientsAndNext({ alert, withNext }: ToldAndNextProps) {
  const t = useTranslations('alertHistory')
  const names = useNames()
  const recipients = names(
    alert.told.map(({ person }) => person),
    [],
  )
  return (
    <div className="text-base text-ink-2">
      <p>
        {recipients === '' ? t('toldNobody') : t('toldNames', { names: recipients })}{' '}
        <PageLink href={`/alerts/${encodeURIComponent(alert.id)}`} className="underline hover:text-ink">
          {t('history')}
        </PageLink>
      </p>
      {withNext && alert.state === 'open' && <Next alert={alert} />}
    </div>
  )
}
