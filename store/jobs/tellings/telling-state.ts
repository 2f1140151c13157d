import type { TellingOutcome } from '#core/alerts/telling.ts'

/** How far the sending of a telling came. */
export interface TellingState {
  /** How often it was tried before. */
  readonly attempt: number
  /** A sender began to send it and did not say how it ended: it may have arrived. */
  readonly tried: boolean
  /** How many such senders there were. */
  readonly lost: number
  /** An attempt before may have arrived. */
  readonly again: boolean
  /** How it ended, where only the log does not know yet. */
  readonly outcome: Extract<TellingOutcome, { is: 'told' }> | null
  /** What the last attempt failed of; null: none has. */
  readonly reason: string | null
  /** That it failed for good was told: nobody waits for it any more. */
  readonly final: boolean
}

export const FRESH: TellingState = {
  attempt: 0,
  tried: false,
  lost: 0,
  again: false,
  outcome: null,
  reason: null,
  final: false,
}
