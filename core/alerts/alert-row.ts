import { type AlertRow, instantText, instantTextOrNull } from '../rows/row.ts'
import { type Alert, takenAt } from './alert-state.ts'

/** What an alert is called by: the run of a rule that raised it. */
export interface AlertName {
  readonly id: string
  readonly rule: string
  readonly subject: string
}

function stateAt({ held, status }: Alert, now: number): AlertRow['state'] {
  if (status.is === 'resolved') return 'resolved'
  if (held) return 'snoozed'
  return status.is === 'open' || status.until <= now ? 'open' : status.is
}

/** An alert as screens show it at `now`, but for whom it was told and what its case says. A held one has no due and is shown as snoozed. */
export function alertRow({ id, rule, subject }: AlertName, alert: Alert, now: number): AlertRow {
  const { about, raisedAt, step, dueAt, held } = alert
  const taken = takenAt(alert.status, now)
  return {
    id,
    rule,
    severity: about.severity,
    subject,
    case: about.case,
    title: about.title,
    team: about.team,
    state: stateAt(alert, now),
    step,
    raisedAt: instantText(raisedAt),
    dueAt: held ? null : instantTextOrNull(dueAt),
    ackedBy: taken?.by ?? null,
    ackedAt: instantTextOrNull(taken?.at ?? null),
    told: [],
    about: null,
  }
}
