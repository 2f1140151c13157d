import type { DeliveryOutcome } from '#core/notify/notification.ts'
import type { DeliveryState } from '#store/jobs/notifications/delivery-state.ts'
import type { NotificationEnd } from '#store/jobs/notifications/notification-claims.ts'
import type { NotSent, Sent } from '../channels/channel.ts'
import { nextAttemptMs } from './next-attempt.ts'

export interface AfterAttempt {
  readonly outcome: Extract<DeliveryOutcome, { is: 'failed' }>
  readonly settled: NotificationEnd
}

/** A service that wants to be left alone for longer is not waited for. */
export const PATIENCE_MS = 60_000

/**
 * What follows for a telling from an attempt that did not succeed. `failing`: its line fails again and again. What is
 * final lets the ladder go on at once; a telling that may still get through is tried on all the same.
 */
export function afterAttempt(
  state: DeliveryState,
  sent: NotSent,
  { failing, random }: { readonly failing: boolean; readonly random: number },
): AfterAttempt {
  const attempt = state.attempt + 1
  const { reason } = sent
  const next = { ...state, attempt, reason, tried: false }
  const wait = sent.is === 'refused' ? null : waitMs(sent, attempt, random)
  if (wait === null) {
    const outcome = { is: 'failed', reason, final: true, attempt } as const
    return { outcome, settled: { to: 'dead', state: { ...next, final: true } } }
  }
  const asked = sent.is === 'failed' ? (sent.retryAfterMs ?? 0) : 0
  const unknown = sent.is === 'failed' && sent.attempts !== undefined
  const final = state.final || failing || unknown || asked > PATIENCE_MS
  const maybe = sent.is === 'failed' && sent.maybe
  return {
    outcome: { is: 'failed', reason, final, attempt },
    settled: { to: 'due', inMs: wait, state: { ...next, final, again: state.again || maybe } },
  }
}

/** A service that says when to come back is believed. */
function waitMs(sent: Extract<Sent, { is: 'failed' }>, attempt: number, random: number): number | null {
  if (sent.attempts !== undefined && attempt >= sent.attempts) return null
  const scheduled = nextAttemptMs(attempt, random)
  if (scheduled === null || sent.retryAfterMs === null) return scheduled
  return sent.retryAfterMs
}
