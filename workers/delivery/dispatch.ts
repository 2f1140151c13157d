import { hash128 } from '#core/collections/hash128.ts'
import type { Notification } from '#core/notify/notification.ts'
import { type Dispatch, failed, type Refused, refused, type Sent } from '../channels/channel.ts'
import { wordsOf } from '../words/words.ts'
import type { DeliveryContext } from './delivery-context.ts'
import { persist } from './persist.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A channel gives up by itself; one that does not must not hold its place for ever. */
const LONGEST_MS = 60_000

/** A message that can go out, and the conversation in which its receipt is kept; null: it stands alone. */
export interface PreparedDispatch {
  readonly out: Dispatch
  readonly thread: string | null
}

/** What a telling says and through what, with the conversation's earlier message where there is one; or why it cannot. */
export async function prepare(
  notification: Notification,
  again: boolean,
  context: DeliveryContext,
): Promise<{ readonly is: 'ready'; readonly prepared: PreparedDispatch } | Refused> {
  const { claims, stop } = context
  const { channel, target: targetId } = notification.way
  const site = await context.site()
  const target = targetId === null ? null : (site.targets.get(targetId) ?? null)
  if (targetId !== null && target?.kind !== channel)
    return refused(`the site file has no target ${targetId} of kind ${channel}`)
  const secrets = (targetId === null ? undefined : site.secrets.get(targetId)) ?? {}
  const thread = threadOf(notification)
  const earlier = thread === null ? null : await persist(() => claims.receipt(thread), stop)
  const words = wordsOf(notification, { ...context, ...site, again, saidAt: context.now() })
  const out = { notification: notification, words, target, secrets, earlier } as Dispatch
  return { is: 'ready', prepared: { out, thread } }
}

/** Says it by its channel, as an edit or a sequel of the conversation's earlier message where it has one. */
export async function dispatch({ out }: PreparedDispatch, context: DeliveryContext): Promise<Sent> {
  const { channel, address } = out.notification.way
  const result = await sendBy(context.channels[channel] as AnyChannel, out, context)
  return result.is === 'sent'
    ? result
    : { ...result, reason: withoutSecrets(result.reason, out.secrets, address) }
}

/** Keeps what the conversation's next message needs. */
export async function saveReceipt(
  { thread }: PreparedDispatch,
  receipt: string | null,
  { claims, stop }: DeliveryContext,
): Promise<void> {
  if (thread !== null && receipt !== null) await persist(() => claims.keepReceipt(thread, receipt), stop)
}

/** The channel of a dispatch's own kind. */
interface AnyChannel {
  readonly longestMs?: (target: Dispatch['target']) => number
  send(out: Dispatch): Promise<Sent>
}

async function sendBy(channel: AnyChannel, out: Dispatch, { onFault }: DeliveryContext): Promise<Sent> {
  const { promise: late, resolve } = Promise.withResolvers<Sent>()
  const longestMs = Math.max(LONGEST_MS, channel.longestMs?.(out.target) ?? 0)
  const timer = setTimeout(resolve, longestMs, failed('it did not end in time', null, true))
  try {
    return await Promise.race([channel.send(out), late])
  } catch (error) {
    onFault(error as Error)
    return failed('a fault of ours: see logs/workers.log', null, true)
  } finally {
    clearTimeout(timer)
  }
}

/** What edits or follows each other: one conversation with one person on one way. A digest stands alone. */
function threadOf({ conversation, kind, to, way }: Notification): string | null {
  if (kind === 'digest' || kind === 'test') return null
  return hash128(JSON.stringify([way.channel, way.target, way.address, to.is, to.id, conversation]))
}
