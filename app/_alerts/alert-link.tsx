'use client'
import type { AlertRow } from '#core/rows/row.ts'
import { PageLink } from '../_ui/page-link.tsx'
import { useAlertTitle } from './alert-title.tsx'

/** An alert's title; where it is about a case, the way to it. */
export function AlertLink({ alert }: { alert: AlertRow }) {
  const titleOf = useAlertTitle()
  if (alert.case === null)
    return (
      <span data-line="" tabIndex={-1}>
        {titleOf(alert)}
      </span>
    )
  return (
    <PageLink href={`/cases/${encodeURIComponent(alert.case)}`} className="hover:underline" data-line="">
      {titleOf(alert)}
    </PageLink>
  )
}
