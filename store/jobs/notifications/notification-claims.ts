import type { TargetBucket } from '#core/alerts/targets/target-rate.ts'
import type { Notification } from '#core/notify/notification.ts'
import type { RedisConnection } from '../../redis/connection.ts'
import { noteScript, renewScript, settleScript } from './claim-scripts.ts'
import { type DeliveryState, NOT_TRIED } from './delivery-state.ts'
import { cameThroughScript, failedScript } from './health-script.ts'
import { notificationKeys } from './notification-keys.ts'
import { sweepScript } from './sweep-script.ts'
import { pauseScript, refundScript, takeScript } from './take-script.ts'

/** A notification that this sender alone holds, until its claim runs out. */
export interface Claimed {
  readonly notification: Notification
  readonly state: DeliveryState
}

export type ClaimResult =
  | { readonly is: 'none' | 'busy' }
  /** A bucket is empty for so many ms. */
  | { readonly is: 'later'; readonly ms: number }
  /** The worst first; several only where they are to be said in one message. */
  | { readonly is: 'taken'; readonly claimed: readonly Claimed[]; readonly more: boolean }
  /** The service asked to be left alone for so many ms, which nobody waits for: these are not to be sent before. */
  | { readonly is: 'held'; readonly claimed: readonly Claimed[]; readonly ms: number; readonly why: string }

/** How much a lane may be sent. */
export interface LaneLimits {
  readonly buckets: readonly TargetBucket[]
  /** Messages that are on their way at once. */
  readonly atOnce: number
  /** The longest pause for which what is to be sent just waits (ms). */
  readonly patienceMs: number
  /** To each address one message at a time, with all that waits for it. */
  readonly alone: boolean
}

export type NotificationEnd =
  /** It was told, or is told by a digest. */
  | { readonly to: 'done' }
  /** Nobody needs it any more; should it be asked for again, it is new. */
  | { readonly to: 'gone' }
  | { readonly to: 'due'; readonly inMs: number; readonly state: DeliveryState }
  | { readonly to: 'dead'; readonly state: DeliveryState }

/** What a sender does with the notifications of a site. A `false` means: the claim is another's by now. */
export interface NotificationClaims {
  take(lane: string, limits: LaneLimits): Promise<ClaimResult>
  /** Gives a token back for which nothing was sent. */
  refund(lane: string, limits: LaneLimits): Promise<void>
  /** Nothing is taken from a lane for so long: its service asked for it. */
  pause(lane: string, ms: number, why: string): Promise<void>
  note(lane: string, claims: readonly Claimed[]): Promise<boolean>
  /** The sender still lives: what it holds it holds on. */
  renew(lane: string, ids: readonly string[]): Promise<void>
  settle(lane: string, id: string, settled: NotificationEnd): Promise<boolean>
  /** Gives the lanes on which something waits, and when the next is due. */
  sweep(): Promise<{ lanes: string[]; nextMs: number | null }>
  /** `sure`: one failure is enough, since it would fail again. */
  failed(lane: string, reason: string, sure: boolean): Promise<'well' | 'became' | 'failing'>
  /** Nothing is sent on a lane for so long: its quota is used up. Something that comes through ends it. */
  exhaust(lane: string, reason: string, ms: number): Promise<void>
  /** Why nothing is sent on a lane; null: it may be sent on. */
  exhausted(lane: string): Promise<string | null>
  /** Whether the lane had been failing. */
  cameThrough(lane: string): Promise<boolean>
  /** What the message before it left for a conversation's next message. */
  receipt(conversation: string): Promise<string | null>
  keepReceipt(conversation: string, receipt: string): Promise<void>
}

export interface ClaimsOptions {
  readonly connection: RedisConnection
  readonly site: string
  /** Names this sender; never the same for two. */
  readonly holder: string
  /** How long a sender may say nothing before what it holds is another's. */
  readonly claimMs: number
}

/** More than this at once would be a message that nobody reads. */
const MOST_FOLDED = 2_000
/** As long as the log knows a repeated event. */
const DONE_MS = 7 * 86_400_000
const RECEIPT_MS = 14 * 86_400_000
/** The oldest of more are forgotten; the log has them still. */
const MOST_DEAD = '5000'
const SWEPT_AT_ONCE = '1000'
/** Two failures may be a restart of the other side; some seconds apart they are more. */
const FAILURES = '2'
const FAILING_AFTER_MS = '4000'

export function createNotificationClaims({
  connection,
  site,
  holder,
  claimMs,
}: ClaimsOptions): NotificationClaims {
  const keys = notificationKeys(site)
  const fixed = [keys.all, keys.state, keys.holder, keys.place]
  return {
    async take(lane, { buckets, atOnce, patienceMs, alone }) {
      const most = buckets.length > 0 || alone ? MOST_FOLDED : 1
      const [word, ...rest] = await takeScript<(string | number)[]>(
        connection,
        [...[keys.wait(lane), keys.sending(lane), keys.bucket(lane)], ...fixed],
        [
          ...[holder, String(claimMs), String(atOnce), String(most), ...bucketArgs(buckets)],
          ...[String(patienceMs), alone ? '1' : '0'],
        ],
      )
      if (word === 'later') return { is: 'later', ms: Number(rest[0]) }
      if (word === 'held') {
        const [ms, why, ...flat] = rest
        return { is: 'held', ms: Number(ms), why: String(why), claimed: claimedOf(flat as string[]) }
      }
      if (word !== 'taken') return { is: word as 'none' | 'busy' }
      const [more, ...flat] = rest
      return { is: 'taken', claimed: claimedOf(flat as string[]), more: Number(more) > 0 }
    },
    async refund(lane, { buckets }) {
      const capacities = buckets.map(({ capacity }) => String(capacity))
      if (capacities.length > 0) await refundScript(connection, [keys.bucket(lane)], capacities)
    },
    async pause(lane, ms, why) {
      await pauseScript(connection, [keys.bucket(lane)], [String(Math.ceil(ms)), why])
    },
    async note(lane, claims) {
      const args = claims.flatMap(({ notification, state }) => [notification.id, JSON.stringify(state)])
      const touched = [keys.sending(lane), keys.state, keys.holder]
      return (await noteScript<number>(connection, touched, [holder, String(claimMs), ...args])) === 1
    },
    async renew(lane, ids) {
      const touched = [keys.sending(lane), keys.holder]
      await renewScript(connection, touched, [holder, String(claimMs), ...ids])
    },
    async settle(lane, id, settled) {
      const { all, place, state, due, dead } = keys
      const touched = [keys.sending(lane), all, place, state, keys.holder, due, dead, keys.done(id)]
      const ms = settled.to === 'due' ? settled.inMs : DONE_MS
      const next = 'state' in settled ? JSON.stringify(settled.state) : ''
      const args = [holder, id, settled.to, String(Math.ceil(ms)), next, MOST_DEAD]
      return (await settleScript<number>(connection, touched, args)) === 1
    },
    async sweep() {
      const [lanes, next] = await sweepScript<[string[], string]>(
        connection,
        [keys.lanes, keys.due, keys.place, keys.holder],
        [keys.wait(''), keys.sending(''), SWEPT_AT_ONCE],
      )
      return { lanes, nextMs: next === '' ? null : Math.max(0, Number(next)) }
    },
    failed: (lane, reason, sure) =>
      failedScript(
        connection,
        [keys.health(lane)],
        [reason, ...(sure ? ['1', '0'] : [FAILURES, FAILING_AFTER_MS])],
      ),
    async exhaust(lane, reason, ms) {
      await connection.send(['SET', keys.exhausted(lane), reason, 'PX', String(Math.ceil(ms))])
    },
    exhausted: (lane) => connection.send<string | null>(['GET', keys.exhausted(lane)]),
    async cameThrough(lane) {
      const touched = [keys.health(lane), keys.exhausted(lane)]
      return (await cameThroughScript<number>(connection, touched, [])) === 1
    },
    receipt: (conversation) => connection.send<string | null>(['GET', keys.receipt(conversation)]),
    async keepReceipt(conversation, receipt) {
      await connection.send(['SET', keys.receipt(conversation), receipt, 'PX', String(RECEIPT_MS)])
    },
  }
}

const bucketArgs = (buckets: readonly TargetBucket[]) =>
  buckets.flatMap(({ capacity, everyMs }) => [String(capacity), String(everyMs)])

function claimedOf(flat: readonly string[]): Claimed[] {
  const claimed: Claimed[] = []
  for (let index = 0; index < flat.length; index += 3) {
    const state = flat[index + 2]
    claimed.push({
      notification: JSON.parse(flat[index + 1]!) as Notification,
      state: state ? (JSON.parse(state) as DeliveryState) : NOT_TRIED,
    })
  }
  return claimed
}
