import type { NamedAlert } from '../alerts/alert-projection.ts'
import { conversationKey } from '../alerts/conversation.ts'
import { hash128 } from '../rules/rule-event-id.ts'
import { notificationId, pendingId } from './delivery-receipt.ts'
import { editsInPlace } from './edits-in-place.ts'
import type { Notification } from './notification.ts'
import { notificationOf, notifiedAlert, worstFirst } from './notification-of.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'

/** What is over for longer is not worth a change of what was sent of it. */
const LATELY_MS = 3_600_000

function alertsIn(conversation: string, { floor }: Pick<PlanningContext, 'floor'>): NamedAlert[] {
  return floor
    .alertsIn(conversation)
    .map((id) => floor.alert(id))
    .filter((named) => named !== null)
}

/** Since when all of a conversation is resolved; null: something of it goes on, or there is nothing. */
function closedAt(alerts: readonly NamedAlert[]): number | null {
  let last: number | null = null
  for (const { alert } of alerts) {
    if (alert.standing.is !== 'resolved') return null
    last = Math.max(last ?? 0, alert.standing.at)
  }
  return last
}

export const isAlertClosed = (conversation: string, planning: Pick<PlanningContext, 'floor'>) =>
  closedAt(alertsIn(conversation, planning)) !== null

/**
 * What changes the messages of a conversation that is over, where they can be changed: a notification that still calls
 * for somebody would be a lie. Nobody is sent a new message for it.
 */
export function closingsOf(alert: string, planning: PlanningContext): Notification[] {
  const { floor, site, now } = planning
  const named = floor.alert(alert)
  if (named === null || named.alert.standing.is !== 'resolved') return []
  const conversation = conversationKey({ id: alert, case: named.alert.about.case })
  const alerts = alertsIn(conversation, planning)
  const at = closedAt(alerts)
  if (at === null || now - at > LATELY_MS) return []
  const from = hash128(JSON.stringify(['resolved', conversation, at]))
  const told = alerts.flatMap(({ id }) => floor.told.tells(id)).filter(({ outcome }) => outcome.is === 'told')
  const people = new Set(told.filter(({ to }) => to.is === 'person').map(({ to }) => to.id))
  const content = { kind: 'resolved', conversation, alerts: worstFirst(alerts.map(notifiedAlert)) } as const
  return [...people].flatMap((id) => {
    const to = { is: 'person', id } as const
    const channels = new Set(told.filter((tell) => tell.to.id === id).map(({ channel }) => channel))
    const known = new Set(floor.told.outcomes(pendingId(from, id)).map(({ telling }) => telling))
    return outsideMethods(to, planning)
      .filter((method) => channels.has(method.channel) && editsInPlace(method, site.alerts.targets))
      .filter((method) => !known.has(notificationId(from, id, method)))
      .map((method) =>
        notificationOf({ from, to, at, quiet: true, call: { step: 0, round: 0 } }, method, content, planning),
      )
      .filter((notification) => notification !== null)
  })
}
