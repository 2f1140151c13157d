import { type AlertWeight, compareAlerts } from '../alerts/alert-order.ts'
import type { NamedAlert } from '../alerts/alert-projection.ts'
import { conversationKey } from '../alerts/conversation.ts'
import { queueOfCall } from '../alerts/subject-ownership.ts'
import type { Severity } from '../rows/row.ts'
import { activationOf } from './activation.ts'
import { askedAlert } from './asked-alert.ts'
import { notificationId } from './delivery-receipt.ts'
import { departmentDue, ownDueOf } from './department-due.ts'
import { requestOf } from './escalation-step.ts'
import type {
  ContactMethod,
  Notification,
  NotificationOutcome,
  NotifiedAlert,
  Recipient,
} from './notification.ts'
import type { PendingNotification } from './pending-notification.ts'
import type { PlanningContext } from './planning-context.ts'

/** An alert as it is told: without anything of a customer. */
export function notifiedAlert(
  { id, rule, subject, alert }: NamedAlert,
  floor: PlanningContext['floor'],
): NotifiedAlert {
  const { about, step, raisedAt, dueAt } = alert
  const queue = about.case === null ? queueOfCall(subject, floor) : null
  return {
    ...{ alert: id, rule, subject, raisedAt, dueAt },
    ...{ severity: about.severity, case: about.case, title: about.title, team: about.team },
    ...(queue === null ? {} : { queue }),
    breached: step > 0,
  }
}

const weightOf = ({ alert, severity, breached, dueAt, raisedAt }: NotifiedAlert): AlertWeight => ({
  ...{ id: alert, severity },
  ...{ isBreached: breached, at: dueAt ?? raisedAt },
})

/** The alerts of a message, the worst first. */
export function worstFirst(alerts: readonly NotifiedAlert[]): NotifiedAlert[] {
  return alerts.toSorted((a, b) => compareAlerts(weightOf(a), weightOf(b)))
}

function counted(alerts: readonly NotifiedAlert[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { info: 0, warning: 0, critical: 0 }
  for (const { severity } of alerts) counts[severity]++
  return counts
}

/** Those alerts that are still there. */
function alertsOf(ids: readonly string[], floor: PlanningContext['floor']): NamedAlert[] {
  return ids.map((id) => floor.alert(id)).filter((named) => named !== null)
}

/** The alerts of a conversation that speak up at present. */
export function activeAlertsIn(conversation: string, { floor, now }: PlanningContext): NamedAlert[] {
  return alertsOf(floor.alertsIn(conversation), floor).filter(
    ({ alert }) => activationOf(alert, now) !== null,
  )
}

/** Whom a notification is for, with their name and language; null: they are not in the site file any more. */
function recipientOf(
  to: PendingNotification['to'],
  { site }: Pick<PlanningContext, 'site'>,
): Recipient | null {
  const { language } = site.site
  if (to.is === 'department') {
    const found = site.departments.find(({ id }) => id === to.id)
    return found === undefined ? null : { is: 'department', id: to.id, name: found.name, language }
  }
  const found = site.people.find(({ id }) => id === to.id)
  return found === undefined
    ? null
    : { is: 'person', id: to.id, name: found.name, language: found.language ?? language }
}

/** A digest names no more than these; its counts have all. */
const MOST_NAMED = 200

/** What of a hand-off its department is told: by when the answer is needed, in place of an alert. */
function handoffAlert(id: string, planning: PlanningContext): NotifiedAlert | null {
  const row = planning.floor.row('handoff', id)
  if (row === null) return null
  const ownDue = ownDueOf(row, planning.site)
  const due = departmentDue({ department: row.department, case: row.case, ownDue }, planning.now, planning)
  const subject = `handoff/${id}`
  return {
    ...{ alert: subject, rule: 'handoff', severity: 'info', subject, case: row.case, title: {}, team: null },
    ...{ breached: false, raisedAt: Date.parse(row.sentAt), dueAt: due.at },
  }
}

/** What a notification is about, as things stand. */
export interface Content {
  readonly kind: Notification['kind']
  readonly conversation: string
  readonly alerts: readonly NotifiedAlert[]
  readonly settled?: NotificationOutcome
}

/** What an ask says now; null: there is nothing left to say. `asked`: the alerts of a digest. */
export function contentOf(
  ask: PendingNotification,
  asked: readonly string[],
  planning: PlanningContext,
): Content | null {
  const request = requestOf(ask.step.subject)
  if (request !== null) {
    const { is: kind, id } = request
    const alert = kind === 'handoff' ? handoffAlert(id, planning) : askedAlert(kind, id, planning)
    return alert && { kind, conversation: ask.step.conversation, alerts: [alert] }
  }
  const alerts =
    ask.kind === 'plain' ? activeAlertsIn(ask.step.conversation, planning) : alertsOf(asked, planning.floor)
  const [first] = alerts
  if (first === undefined) return null
  // What was held back alone reads as what it is, not as a heap of one.
  const isOne =
    new Set(alerts.map(({ id, alert }) => conversationKey({ id, case: alert.about.case }))).size === 1
  const plain = ask.kind === 'plain' || isOne
  return {
    kind: plain ? 'alert' : 'digest',
    conversation: plain
      ? conversationKey({ id: first.id, case: first.alert.about.case })
      : `digest/${ask.to.id}`,
    alerts: worstFirst(alerts.map((each) => notifiedAlert(each, planning.floor))),
  }
}

/** What a message is made of beside what it says. */
export interface Addressed extends Pick<PendingNotification, 'from' | 'to' | 'at' | 'quiet'> {
  readonly step: Pick<PendingNotification['step'], 'step' | 'round'>
}

/** The message of an ask on one way. */
export function notificationOf(
  ask: Addressed,
  method: ContactMethod,
  content: Content,
  planning: PlanningContext,
): Notification | null {
  const to = recipientOf(ask.to, planning)
  if (to === null) return null
  const { kind, conversation, alerts, settled } = content
  return {
    ...{ id: notificationId(ask.from, ask.to.id, method), kind, conversation, to, way: method },
    ...{ step: ask.step.step, round: ask.step.round, at: ask.at, quiet: ask.quiet },
    severity: alerts[0]?.severity ?? 'info',
    alerts: alerts.slice(0, MOST_NAMED),
    counts: counted(alerts),
    ...(settled === undefined ? {} : { settled }),
  }
}
