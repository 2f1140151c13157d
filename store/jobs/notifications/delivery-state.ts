import type { DeliveryOutcome } from '#core/notify/notification.ts'

/** How far the sending of a notification came. */
export interface DeliveryState {
  /** How often it was tried before. */
  readonly attempt: number
  /** A sender began to send it and did not say how it ended: it may have arrived. */
  readonly tried: boolean
  /** How many such senders there were. */
  readonly lost: number
  /** An attempt before may have arrived. */
  readonly again: boolean
  /** How it ended, where only the log does not know yet. */
  readonly outcome: Extract<DeliveryOutcome, { is: 'told' }> | null
  /** What the last attempt failed of; null: none has. */
  readonly reason: string | null
  /** That it failed for good was told: nobody waits for it any more. */
  readonly final: boolean
}

export const NOT_TRIED: DeliveryState = {
  attempt: 0,
  tried: false,
  lost: 0,
  again: false,
  outcome: null,
  reason: null,
  final: false,
}
