import type { AlertRow } from '../rows/row.ts'
import { compareAlerts, weightOfRow } from './alert-order.ts'

/** Alerts of one case are one conversation: one entry that says the worst first, not five. */
export interface Conversation {
  readonly key: string
  readonly case: string | null
  readonly worst: AlertRow
  /** The others, worst first. */
  readonly others: readonly AlertRow[]
}

const STATES: readonly AlertRow['state'][] = ['open', 'snoozed', 'acked', 'resolved']

/** What nobody has taken before what somebody has, then the worst first. */
export function compareForAttention(a: AlertRow, b: AlertRow): number {
  return STATES.indexOf(a.state) - STATES.indexOf(b.state) || compareAlerts(weightOfRow(a), weightOfRow(b))
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
    const [worst, ...others] = list.sort(compareForAttention)
    return worst === undefined ? [] : [{ key, case: worst.case, worst, others }]
  })
  return conversations.sort((a, b) => compareForAttention(a.worst, b.worst))
}
