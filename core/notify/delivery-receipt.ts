import type { FloorEvent } from '../event.ts'
import { hash128 } from '../rules/rule-event-id.ts'
import { handoffOf } from './escalation-step.ts'
import type { ChannelKind, ContactMethod } from './notification.ts'

/** What became of a telling on one way, as the log has it (`alert.told`, `alert.untold`). */
export interface DeliveryReceipt {
  /** The telling's id. */
  readonly telling: string
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
  readonly tell: DeliveryReceipt
  /** Ids of alerts. */
  readonly alerts: readonly string[]
  /** The hand-off that it was about; null: it was about alerts. */
  readonly handoff: string | null
}

/** The id of a telling: what it follows from (a call, a digest), to whom it goes, on which way. */
export function notificationId(from: string, to: string, method: ContactMethod): string {
  return `${from}.${hash128(to)}.${hash128(JSON.stringify([method.channel, method.target, method.address]))}`
}

/** What a telling follows from, and to whom it goes: the same for each of their ways. */
export function pendingIdOf(notification: string): string {
  return notification.slice(0, notification.lastIndexOf('.'))
}

export const pendingId = (from: string, to: string) => `${from}.${hash128(to)}`

/** Reads `alert.told` and `alert.untold`; null: it is of another kind. */
export function readReceipt(event: FloorEvent): ReceiptEvent | null {
  const { type, time: at, data } = event
  if (type !== 'alert.told' && type !== 'alert.untold') return null
  const is = data.person === undefined || data.person === null ? 'department' : 'person'
  const to = { is, id: (data[is] as string | undefined) ?? '' } as const
  const outcome =
    type === 'alert.told'
      ? ({ is: 'told', edited: data.edited === true, again: data.again === true } as const)
      : ({ is: 'failed', reason: String(data.reason ?? ''), final: data.final === true } as const)
  return {
    tell: {
      ...{ telling: data.telling as string, at, channel: data.channel as ChannelKind, to, outcome },
      ...(typeof data.digest === 'string' ? { digest: data.digest } : {}),
    },
    alerts: (data.alerts as string[] | undefined) ?? [],
    handoff: handoffOf(String(data.conversation ?? '')),
  }
}
