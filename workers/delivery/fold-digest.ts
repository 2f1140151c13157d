import { priorityOf, severities } from '#core/alerts/alert-order.ts'
import { hash128 } from '#core/collections/hash128.ts'
import type { Notification, NotifiedAlert } from '#core/notify/notification.ts'
import { worstFirst } from '#core/notify/notification-of.ts'
import type { Severity } from '#core/rows/row.ts'

/** More lines than any channel shows; `counts` has all. */
const MOST_ALERTS = 100

/**
 * Several tellings for one address as one message: each alert once, the worst and longest overdue first, all of them
 * counted. Its id follows from what is in it.
 */
export function foldDigest(notifications: readonly [Notification, ...Notification[]]): Notification {
  const [first] = notifications
  // What is settled calls for nobody: it is told by itself alone.
  const calling = notifications.filter(({ kind }) => kind !== 'resolved')
  const counting = calling.length === 0 ? notifications : calling
  const alerts = worstFirst(eachOnce(counting.flatMap((notification) => notification.alerts)))
  return {
    ...first,
    id: `digest-${hash128(notifications.map(({ id }) => id).join('\n'))}`,
    kind: calling.length === 0 ? 'resolved' : 'digest',
    conversation: `digest/${first.to.id}`,
    severity: alerts[0]?.severity ?? first.severity,
    alerts: alerts.slice(0, MOST_ALERTS),
    counts: countsOf(alerts, counting),
    at: Math.min(...notifications.map(({ at }) => at)),
  }
}

const priorityNow = ({ severity, breached }: NotifiedAlert) => priorityOf(severity, breached)

/** Each alert once, as it was at its worst; of equals the later state. */
function eachOnce(alerts: readonly NotifiedAlert[]): NotifiedAlert[] {
  const byId = new Map<string, NotifiedAlert>()
  for (const alert of alerts) {
    const known = byId.get(alert.alert)
    if (known === undefined || priorityNow(alert) >= priorityNow(known)) byId.set(alert.alert, alert)
  }
  return [...byId.values()]
}

/** The alerts that are named, and those that a telling counts without naming them. */
function countsOf(
  alerts: readonly NotifiedAlert[],
  notifications: readonly Notification[],
): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, warning: 0, info: 0 }
  for (const { severity } of alerts) counts[severity]++
  for (const notification of notifications)
    for (const severity of severities) {
      const named = notification.alerts.filter((alert) => alert.severity === severity).length
      counts[severity] += Math.max(0, notification.counts[severity] - named)
    }
  return counts
}
