import { activationOf } from './activation.ts'
import { conversationEnd } from './conversation-end.ts'
import { type EscalationStep, requestOf } from './escalation-step.ts'
import type { Notification } from './notification.ts'
import { contentOf, notificationOf } from './notification-of.ts'
import { type PendingNotification, pendingFor } from './pending-notification.ts'
import { isStillWantedOf } from './plan-request.ts'
import type { PlanningContext } from './planning-context.ts'

/** The call that a notification follows from, among those about one of its alerts. */
function askAbout(
  notification: Notification,
  subject: string,
  planning: PlanningContext,
): PendingNotification | null {
  const { id, to } = notification
  const from = id.slice(0, id.indexOf('.'))
  for (const step of planning.floor.receipts.escalationSteps(subject))
    for (const called of step.recipients) {
      if (called.to.id !== to.id || called.to.is !== to.is) continue
      const ask = pendingFor(step, called, planning)
      if (ask?.from === from) return ask
    }
  return null
}

/** Whether nothing has happened since a step that stills it: its cause goes on, nobody has it, nothing newer was said. */
function holds(step: EscalationStep, planning: PlanningContext): boolean {
  const { floor, now } = planning
  if (requestOf(step.subject) !== null) return isStillWantedOf(step, planning)
  const named = floor.alert(step.subject)
  const activation = named && activationOf(named.alert, now)
  return activation !== null && activation.key === step.activationKey
}

/**
 * A notification as it is to be said now: with what has changed since it was planned. Null: its cause is gone, somebody has
 * taken it, or something sharper is said in its place. What no plan follows from (a test) is wanted as it is.
 */
export function stillWanted(notification: Notification, planning: PlanningContext): Notification | null {
  if (notification.kind === 'test' || notification.kind === 'trouble') return notification
  if (notification.kind === 'resolved') {
    const status = conversationEnd(notification.conversation, planning)
    return status !== null && status.settled?.is === notification.settled?.is ? notification : null
  }
  const subjects = notification.alerts.map(({ alert }) => alert)
  if (requestOf(notification.conversation) !== null) subjects.push(notification.conversation)
  const asks = subjects
    .map((subject) => askAbout(notification, subject, planning))
    .filter((ask) => ask !== null)
  const wanted = asks.filter(({ step }) => holds(step, planning))
  const [first] = wanted
  if (first === undefined) return null
  const content = contentOf(
    first,
    wanted.map(({ step }) => step.subject),
    planning,
  )
  return content === null ? null : notificationOf(first, notification.way, content, planning)
}
