import type { EventOfType } from '#core/event/event.ts'
import type { DeliveryOutcome, Notification } from '#core/notify/notification.ts'

/** The source of all that delivery says of itself. */
const SOURCE = 'system/delivery'

/** What the log has of an attempt; null: nothing is told of it. The same attempt is always the same event. */
export function receiptEvent(
  notification: Notification,
  outcome: DeliveryOutcome,
  { at, digest }: { readonly at: number; readonly digest: string | null },
): EventOfType<'alert.told' | 'alert.untold'> | null {
  const about = {
    source: SOURCE,
    time: at,
    subject: notification.alerts[0]?.alert ?? notification.conversation,
  }
  const data = { ...aboutOf(notification), ...(digest === null ? {} : { digest }) }
  switch (outcome.is) {
    case 'told': {
      const marks = { ...(outcome.edited ? { edited: true } : {}), ...(outcome.again ? { again: true } : {}) }
      return { ...about, id: `told/${notification.id}`, type: 'alert.told', data: { ...data, ...marks } }
    }
    case 'failed': {
      const { reason, final, attempt } = outcome
      const id = `untold/${notification.id}/${attempt}`
      return { ...about, id, type: 'alert.untold', data: { ...data, reason, final, attempt } }
    }
    case 'dropped':
      return null
    default:
      return outcome satisfies never
  }
}

/** Whom, how and of what: no address, no words. */
function aboutOf({ id, alerts, conversation, to, way, step, round, kind }: Notification) {
  return {
    telling: id,
    alerts: alerts.map(({ alert }) => alert),
    conversation,
    ...(to.is === 'person' ? { person: to.id } : { department: to.id }),
    channel: way.channel,
    ...(way.target === null ? {} : { target: way.target }),
    ...{ step, round, kind },
  }
}
