import type { DeliveryOutcome } from '#core/notify/notification.ts'
import type { Claimed } from '#store/jobs/notifications/notification-claims.ts'
import type { NotSent } from '../channels/channel.ts'
import { afterAttempt } from './after-attempt.ts'
import type { DeliveryContext } from './delivery-context.ts'
import { persist } from './persist.ts'
import { receiptEvent } from './receipt-events.ts'

/**
 * Writes down that tellings were told, here and in the log, then lets go of them. All that is written at once goes to
 * disk at once; should it break off in between, what only one of the two knows is told the other, or said once more.
 */
export async function recordReceipt(
  lane: string,
  claimed: readonly Claimed[],
  digest: string | null,
  context: DeliveryContext,
): Promise<void> {
  if (claimed.length === 0) return
  const { claims, stop } = context
  await Promise.all([
    persist(() => claims.note(lane, claimed), stop),
    persist(() => claims.cameThrough(lane), stop),
    tell(
      claimed.map(({ notification, state }) => ({ notification, outcome: state.outcome! })),
      digest,
      context,
    ),
  ])
  await Promise.all(
    claimed.map(({ notification }) =>
      persist(() => claims.settle(lane, notification.id, { to: 'done' }), stop),
    ),
  )
}

/** Writes a failed attempt into the log, then puts each where it belongs: tried again later, or given up. */
export async function recordFailure(
  lane: string,
  claimed: readonly Claimed[],
  sent: NotSent,
  failing: boolean,
  context: DeliveryContext,
): Promise<void> {
  const { claims, stop } = context
  const after = claimed.map((one) => ({
    ...one,
    ...afterAttempt(one.state, sent, { failing, random: context.random() }),
  }))
  await tell(after, null, context)
  await Promise.all(
    after.map(({ notification, settled }) =>
      persist(() => claims.settle(lane, notification.id, settled), stop),
    ),
  )
}

/** Whether the line fails again and again. A limit is no failure of the line, nor is a reader who is not there. */
export async function countFailure(lane: string, sent: NotSent, context: DeliveryContext): Promise<boolean> {
  const { claims, stop } = context
  if (sent.is === 'failed' && sent.retryAfterMs !== null) {
    const { retryAfterMs, reason, apart } = sent
    if (apart !== true) await persist(() => claims.pause(lane, retryAfterMs, reason), stop)
    return false
  }
  if (sent.is === 'refused' && sent.where !== 'target' && sent.where !== 'quota') return false
  const sure = sent.is === 'refused'
  const health = await persist(() => claims.failed(lane, sent.reason, sure), stop)
  if (health === 'became') await context.onFailing(lane, sent.reason)
  return health !== 'well'
}

async function tell(
  outcomes: readonly { readonly notification: Claimed['notification']; readonly outcome: DeliveryOutcome }[],
  digest: string | null,
  { append, now, stop }: DeliveryContext,
): Promise<void> {
  const at = now()
  const events = outcomes.flatMap(
    ({ notification, outcome }) => receiptEvent(notification, outcome, { at, digest }) ?? [],
  )
  if (events.length > 0) await persist(() => append(events), stop)
}
