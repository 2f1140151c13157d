import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import { hash128 } from '#core/rules/rule-event-id.ts'

/** What is sent through one thing that has a limit of its own: a target, or a channel that needs none. */
export function laneOf({ channel, target }: Pick<ContactMethod, 'channel' | 'target'>): string {
  return target === null ? channel : `${channel}/${target}`
}

/** What can be said in one message: the same line to the same address. */
export function groupOf(method: ContactMethod): string {
  return hash128(JSON.stringify([method.channel, method.target, method.address]))
}

const PRIORITY = { critical: 0, warning: 1, info: 2 } as const
/** Longer than instants in ms will ever be in our time. */
const SPAN = 1e13

/** Sorts what waits: the gravest first, of equals the one due first. */
export function scoreOf({ severity, at }: Pick<Notification, 'severity' | 'at'>): number {
  return PRIORITY[severity] * SPAN + Math.min(Math.max(0, Math.round(at)), SPAN - 1)
}
