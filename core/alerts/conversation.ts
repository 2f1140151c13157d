import type { AlertRow, Severity } from '../row.ts'

/** Alerts of one case are one conversation: one entry that says the worst first, not five. */
export interface Conversation {
  readonly key: string
  readonly case: string | null
  readonly worst: AlertRow
  /** The others, worst first. */
  readonly others: readonly AlertRow[]
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info']
const STATES: readonly AlertRow['state'][] = ['open', 'snoozed', 'acked', 'resolved']

/** Open before taken, breached before warned, severe before mild, then the one due first. */
export function compareAlerts(a: AlertRow, b: AlertRow): number {
  const byState = STATES.indexOf(a.state) - STATES.indexOf(b.state)
  if (byState !== 0) return byState
  const byBreach = Number(b.step > 0) - Number(a.step > 0)
  if (byBreach !== 0) return byBreach
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  if (bySeverity !== 0) return bySeverity
  const [due, other] = [a.dueAt ?? a.raisedAt, b.dueAt ?? b.raisedAt]
  if (due !== other) return due < other ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** What alerts are told together: those of one case, else each by itself. */
export function conversationKey(alert: Pick<AlertRow, 'id' | 'case'>): string {
  return alert.case === null ? `alert/${alert.id}` : `case/${alert.case}`
}

/** The conversations of alerts that are not resolved, the one with the worst alert first. */
export function conversationsOf(alerts: Iterable<AlertRow>): Conversation[] {
  const byKey = new Map<string, AlertRow[]>()
  for (const alert of alerts) {
    if (alert.state === 'resolved') continue
    const key = conversationKey(alert)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [alert])
    else list.push(alert)
  }
  const conversations = [...byKey].flatMap(([key, list]) => {
    const [worst, ...others] = list.sort(compareAlerts)
    return worst === undefined ? [] : [{ key, case: worst.case, worst, others }]
  })
  return conversations.sort((a, b) => compareAlerts(a.worst, b.worst))
}
