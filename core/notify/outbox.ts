import { closingsOf } from './closings.ts'
import { notificationId } from './delivery-receipt.ts'
import type { EscalationStep } from './escalation-step.ts'
import type { ContactMethod, Notification } from './notification.ts'
import { contentOf, notificationOf } from './notification-of.ts'
import { type PendingNotification, pendingFor, pendingState, unsentMethods } from './pending-notification.ts'
import type { PlanningContext } from './planning-context.ts'

/** What is to be sent, by the subject that it follows from. */
export interface Outbox {
  /** The steps of a subject that hold at present. Gives when something of them is to be sent later, or null. */
  put(subject: string, status: readonly EscalationStep[], planning: PlanningContext): number | null
  /**
   * Something may be settled, an alert or what was asked: whoever has a message of it is shown so. Gives when to look
   * again, or null.
   */
  close(subject: string, planning: PlanningContext): number | null
  /** What is due to be sent, each message once until `again`. */
  take(planning: PlanningContext): Notification[]
  /** Gives once more what is not known to be told: whoever takes it knows what it has. */
  again(): void
}

/** So many ids are remembered; beyond, some are given once more, which does no harm. */
const REMEMBERED = 50_000

export function createOutbox(): Outbox {
  const asks = new Map<string, readonly PendingNotification[]>()
  /** Subjects of which something is held back until the same instant for the same person. */
  const heaps = new Map<string, Set<string>>()
  const due = new Set<string>()
  const given = new Set<string>()
  let closing: Notification[] = []

  function keep(subject: string, open: readonly PendingNotification[]): void {
    for (const { kind, from } of asks.get(subject) ?? []) {
      if (kind !== 'digest') continue
      heaps.get(from)?.delete(subject)
      if (heaps.get(from)?.size === 0) heaps.delete(from)
    }
    if (open.length === 0) asks.delete(subject)
    else asks.set(subject, open)
    for (const { kind, from } of open)
      if (kind === 'digest') heaps.set(from, (heaps.get(from) ?? new Set()).add(subject))
  }

  const isNew = ({ from, to }: PendingNotification, method: ContactMethod) =>
    !given.has(notificationId(from, to.id, method))

  function notificationsOf(
    ask: PendingNotification,
    subject: string,
    planning: PlanningContext,
  ): Notification[] {
    const methods = unsentMethods(ask, planning).filter((method) => isNew(ask, method))
    if (methods.length === 0) return []
    const content = contentOf(ask, [...(heaps.get(ask.from) ?? [subject])], planning)
    if (content === null) return []
    return methods
      .map((method) => notificationOf(ask, method, content, planning))
      .filter((notification) => notification !== null)
  }

  return {
    put(subject, status, planning) {
      const all = status.flatMap((step) =>
        step.recipients.map((called) => pendingFor(step, called, planning)),
      )
      const open = all
        .filter((ask) => ask !== null)
        .filter(
          (ask) => pendingState(ask, planning).is !== 'failed' && unsentMethods(ask, planning).length > 0,
        )
      keep(subject, open)
      due.add(subject)
      const later = open.map(({ at }) => at).filter((at) => at > planning.now)
      return later.length === 0 ? null : Math.min(...later)
    },
    close(subject, planning) {
      const { notifications, next } = closingsOf(subject, planning)
      for (const notification of notifications) {
        if (!given.has(notification.id)) closing.push(notification)
        given.add(notification.id)
      }
      return next
    },
    take(planning) {
      if (given.size > REMEMBERED) given.clear()
      const notifications = closing
      closing = []
      for (const subject of due)
        for (const ask of asks.get(subject) ?? []) {
          if (ask.at > planning.now) continue
          const made = notificationsOf(ask, subject, planning)
          for (const { id } of made) given.add(id)
          notifications.push(...made)
        }
      due.clear()
      return notifications
    },
    again() {
      given.clear()
      for (const subject of asks.keys()) due.add(subject)
    },
  }
}
