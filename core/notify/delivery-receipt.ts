import { hash128 } from '../collections/hash128.ts'
import type { ChannelKind } from '../event/channel-kinds.ts'
import type { EventOfType } from '../event/event.ts'
import { type RequestSubject, requestOf } from './escalation-step.ts'
import type { ContactMethod } from './notification.ts'

/** What became of a notification on one way, as the log has it (`alert.told`, `alert.untold`). */
export interface DeliveryReceipt {
  /** The notification's id. */
  readonly notification: string
  /** The message in which a limited target was told it with others; missing: it had one of its own. */
  readonly digest?: string
  readonly at: number
  readonly channel: ChannelKind
  readonly to: { readonly is: 'person' | 'department'; readonly id: string }
  readonly outcome:
    | { readonly is: 'told'; readonly edited: boolean; readonly again: boolean }
    | { readonly is: 'failed'; readonly reason: string; readonly final: boolean }
}

export interface ReceiptEvent {
  readonly receipt: DeliveryReceipt
  /** Ids of alerts. */
  readonly alerts: readonly string[]
  /** What is asked of somebody that it was about; null: it was about alerts. */
  readonly request: RequestSubject | null
}

/** The id of a notification: what it follows from (a step, a digest), to whom it goes, on which way. */
export function notificationId(from: string, to: string, method: ContactMethod): string {
  return `${from}.${hash128(to)}.${hash128(JSON.stringify([method.channel, method.target, method.address]))}`
}

/** What a notification follows from, and to whom it goes: the same for each of their ways. */
export function pendingIdOf(notification: string): string {
  return notification.slice(0, notification.lastIndexOf('.'))
}

/**
 * The id of what is pending for somebody because of a step or a digest (`from`), before a contact method is added.
 */
export const pendingId = (from: string, to: string) => `${from}.${hash128(to)}`

function outcomeOf(event: ReceiptOfLog): DeliveryReceipt['outcome'] {
  if (event.type === 'alert.told') {
    const { edited = false, again = false } = event.data
    return { is: 'told', edited, again }
  }
  const { reason = '', final = false } = event.data
  return { is: 'failed', reason, final }
}

type ReceiptOfLog = EventOfType<'alert.told' | 'alert.untold'>

/** Reads `alert.told` and `alert.untold`. */
export function readReceipt(event: ReceiptOfLog): ReceiptEvent {
  const { telling, channel, person, department, digest, alerts, conversation } = event.data
  const to =
    person == null
      ? ({ is: 'department', id: department ?? '' } as const)
      : ({ is: 'person', id: person } as const)
  return {
    receipt: {
      ...{ notification: telling, at: event.time, channel, to, outcome: outcomeOf(event) },
      ...(digest === undefined ? {} : { digest }),
    },
    alerts: alerts ?? [],
    request: requestOf(conversation ?? ''),
  }
}
