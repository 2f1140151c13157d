import type { Notification } from '#core/notify/notification.ts'
import { instantText } from '#core/rows/row.ts'
import type { Claimed } from '#store/jobs/notifications/notification-claims.ts'
import { type NotSent, refused } from '../channels/channel.ts'
import type { DeliveryContext } from './delivery-context.ts'
import { dispatch, prepare, saveReceipt } from './dispatch.ts'
import { foldDigest } from './fold-digest.ts'
import { monthEnd } from './month-end.ts'
import { persist } from './persist.ts'
import { countFailure, recordFailure, recordReceipt } from './record.ts'

/** Killed twice while sending it: a third message would be one too many. */
const MOST_LOST = 2
/** What is about no alert is said whatever the floor is like. */
const ALWAYS: ReadonlySet<Notification['kind']> = new Set(['test', 'trouble'])

/** Sends what was taken, in one message. Gives whether anything was sent at all. */
export async function sendGroup(
  lane: string,
  taken: readonly Claimed[],
  context: DeliveryContext,
): Promise<boolean> {
  const known = taken.filter(({ state }) => state.outcome !== null)
  await recordReceipt(lane, known, null, context)
  const lost = taken.filter(({ state }) => state.outcome === null).map(withLoss)
  const unsure = lost.filter(({ state }) => state.lost >= MOST_LOST)
  const reason = 'twice the worker ended while sending it: it may have arrived'
  await recordFailure(lane, unsure, { is: 'refused', reason, where: 'reader' }, false, context)
  const fresh = lost.filter(({ state }) => state.lost < MOST_LOST)
  const wanted = await stillWanted(lane, fresh, context)
  return wanted.length > 0 && (await sendWanted(lane, wanted, context))
}

/** A sender before that began and did not say how it ended. */
function withLoss(claimed: Claimed): Claimed {
  const { state } = claimed
  if (!state.tried) return claimed
  return { ...claimed, state: { ...state, tried: false, again: true, lost: state.lost + 1 } }
}

/** Those that are to be said still, as they are to be said now; the others are forgotten. */
async function stillWanted(
  lane: string,
  claimed: readonly Claimed[],
  { claims, stop, ...context }: DeliveryContext,
): Promise<Claimed[]> {
  const asked = claimed.map(async ({ notification, state }) => {
    const now = ALWAYS.has(notification.kind) ? notification : await context.stillWanted(notification)
    if (now !== null) return [{ notification: { ...now, id: notification.id, way: notification.way }, state }]
    await persist(() => claims.settle(lane, notification.id, { to: 'gone' }), stop)
    return []
  })
  return (await Promise.all(asked)).flat()
}

async function sendWanted(
  lane: string,
  wanted: readonly Claimed[],
  context: DeliveryContext,
): Promise<boolean> {
  const { claims, stop } = context
  const [first, ...more] = wanted.map(({ notification }) => notification) as [Notification, ...Notification[]]
  const notification = more.length === 0 ? first : foldDigest([first, ...more])
  const tried = wanted.map(({ state, ...rest }) => ({ ...rest, state: { ...state, tried: true } }))
  const again = wanted.some(({ state }) => state.again)
  // Once it is noted it may have arrived, whatever becomes of this process.
  const [held, ready, exhausted] = await Promise.all([
    persist(() => claims.note(lane, tried), stop),
    prepare(notification, again, context),
    persist(() => claims.exhausted(lane), stop),
  ])
  if (!held) return false
  // A test message asks the service: somebody may have bought more.
  if (exhausted !== null && notification.kind !== 'test') {
    await recordFailure(lane, wanted, refused(exhausted, 'quota'), true, context)
    return false
  }
  if (ready.is === 'refused') {
    await notSent(lane, wanted, ready, context)
    return true
  }
  const result = await dispatch(ready.prepared, context)
  if (result.is !== 'sent') {
    await notSent(lane, wanted, await withQuota(lane, result, context), context)
    return true
  }
  const outcome = { is: 'told', edited: result.edited, again } as const
  const sent = tried.map(({ state, ...rest }) => ({ ...rest, state: { ...state, outcome } }))
  await Promise.all([
    recordReceipt(lane, sent, more.length === 0 ? null : notification.id, context),
    saveReceipt(ready.prepared, result.receipt, context),
  ])
  return true
}

/** A quota that is used up lasts until the month ends where the site is. */
async function withQuota(lane: string, result: NotSent, context: DeliveryContext): Promise<NotSent> {
  if (result.is !== 'refused' || result.where !== 'quota') return result
  const { claims, stop, now } = context
  const end = monthEnd(now(), (await context.site()).timezone)
  const reason = `${result.reason}. It is not tried again before ${instantText(end)}, but for test messages`
  await persist(() => claims.exhaust(lane, reason, end - now()), stop)
  return { ...result, reason }
}

async function notSent(
  lane: string,
  wanted: readonly Claimed[],
  result: NotSent,
  context: DeliveryContext,
): Promise<void> {
  await recordFailure(lane, wanted, result, await countFailure(lane, result, context), context)
  if (result.is === 'refused' && result.where === 'gone')
    await context.onGone(wanted[0]!.notification.way, result.reason)
}
