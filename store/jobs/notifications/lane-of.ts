import { priorityOf } from '#core/alerts/alert-order.ts'
import { hash128 } from '#core/collections/hash128.ts'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'

/** What is sent through one thing that has a limit of its own: a target, or a channel that needs none. */
export function laneOf({ channel, target }: Pick<ContactMethod, 'channel' | 'target'>): string {
  return target === null ? channel : `${channel}/${target}`
}

/** What can be said in one message: the same lane to the same address. */
export function groupOf(method: ContactMethod): string {
  return hash128(JSON.stringify([method.channel, method.target, method.address]))
}

/** Longer than instants in ms will ever be in our time. */
const SPAN = 1e13

/** The most that a priority can be. */
const WORST = priorityOf('critical', true)

/** Sorts what waits: the worst first, of equals the one asked for first. */
export function scoreOf({ severity, alerts, at }: Pick<Notification, 'severity' | 'alerts' | 'at'>): number {
  const priority = priorityOf(severity, alerts[0]?.breached === true)
  return (WORST - priority) * SPAN + Math.min(Math.max(0, Math.round(at)), SPAN - 1)
}
