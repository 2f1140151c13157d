import type { AlertRow, Severity } from '#core/row.ts'

/** Alerts of one case are one conversation: one entry that says the worst first, not five. */
export interface Conversation {
  key: string
  case: string | null
  worst: AlertRow
  /** The others, worst first. */
  others: readonly AlertRow[]
}

const severities: Severity[] = ['critical', 'warning', 'info']
const states: AlertRow['state'][] = ['open', 'snoozed', 'acked', 'resolved']

/** Open before taken, severe before mild, breached before warned, then the one due first. */
export function compareAlerts(a: AlertRow, b: AlertRow): number {
  const byState = states.indexOf(a.state) - states.indexOf(b.state)
  if (byState !== 0) return byState
  const bySeverity = severities.indexOf(a.severity) - severities.indexOf(b.severity)
  if (bySeverity !== 0) return bySeverity
  const [due, other] = [a.dueAt ?? a.raisedAt, b.dueAt ?? b.raisedAt]
  if (due !== other) return due < other ? -1 : 1
  return a.id < b.id ? -1 : 1
}

export function conversationsOf(alerts: readonly AlertRow[]): Conversation[] {
  const byKey = new Map<string, AlertRow[]>()
  for (const alert of alerts) {
    if (alert.state === 'resolved') continue
    const key = alert.case === null ? `alert/${alert.id}` : `case/${alert.case}`
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [alert])
    else list.push(alert)
  }
  const conversations = [...byKey].map(([key, list]) => {
    const [worst, ...others] = list.sort(compareAlerts)
    return { key, case: worst!.case, worst: worst!, others }
  })
  return conversations.sort((a, b) => compareAlerts(a.worst, b.worst))
}
