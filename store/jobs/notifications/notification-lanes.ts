import type { Notification } from '#core/notify/notification.ts'
import type { RedisConnection } from '../../redis/connection.ts'
import { type DeliveryState, NOT_TRIED } from './delivery-state.ts'
import { groupOf, laneOf, scoreOf } from './lane-of.ts'
import { type NotificationKeys, notificationKeys } from './notification-keys.ts'
import { putScript } from './put-script.ts'
import { resendScript } from './sweep-script.ts'

/** A notification that was given up: it is sent again only when somebody asks. */
export interface DeadLetter {
  readonly notification: Notification
  /** Real ms since 1970. */
  readonly diedAt: number
  readonly attempts: number
  readonly reason: string
}

/** How one lane of the box does. Real ms since 1970. */
export interface LaneHealth {
  readonly line: string
  readonly waiting: number
  readonly sending: number
  /** Attempts that failed since the last that came through; null: the last one came through, or there was none. */
  readonly failed: {
    readonly failures: number
    readonly since: number
    readonly reason: string
    readonly failing: boolean
  } | null
}

/** The notifications of a site that are on their way, or were given up. Everything is in Redis; any process may open it. */
export interface NotificationLanes {
  /** Takes notifications up, each once whoever asks; gives the lanes that have something new. */
  put(notifications: readonly Notification[]): Promise<string[]>
  /** The ids of those that have not been told, nor given up. */
  pending(): Promise<string[]>
  /** The newest first. */
  dead(count: number): Promise<DeadLetter[]>
  deadCount(): Promise<number>
  /** Null: it is not among the dead. */
  resend(id: string): Promise<string | null>
  /** Whether it was among the dead. */
  forget(id: string): Promise<boolean>
  /** Forgets those that were given up so long ago (ms) or longer. */
  forgetOlder(ms: number): Promise<void>
  lanes(): Promise<LaneHealth[]>
}

const KEPT_DEAD = 1_000

export function createNotificationLanes(connection: RedisConnection, site: string): NotificationLanes {
  const keys = notificationKeys(site)
  const states = (ids: readonly string[]) => valuesOf<DeliveryState>(connection, keys.state, ids)

  async function remove(id: string): Promise<boolean> {
    if ((await connection.send<number>(['ZREM', keys.dead, id])) === 0) return false
    await Promise.all([keys.all, keys.place, keys.state].map((key) => connection.send(['HDEL', key, id])))
    return true
  }

  return {
    put: (notifications) =>
      putScript<string[]>(
        connection,
        [keys.all, keys.place, keys.lanes],
        [keys.done(''), keys.wait(''), ...notifications.flatMap(placed)],
      ),
    async pending() {
      const [all, dead] = await Promise.all([
        connection.send<string[]>(['HKEYS', keys.all]),
        connection.send<string[]>(['ZRANGE', keys.dead, '0', '-1']),
      ])
      const gone = new Set(dead)
      return all.filter((id) => !gone.has(id))
    },
    async dead(count) {
      const most = String(Math.min(count, KEPT_DEAD) - 1)
      const flat = await connection.send<string[]>(['ZREVRANGE', keys.dead, '0', most, 'WITHSCORES'])
      const ids = flat.filter((_, index) => index % 2 === 0)
      const [notifications, known] = await Promise.all([
        valuesOf<Notification>(connection, keys.all, ids),
        states(ids),
      ])
      return ids.flatMap((_, index) => {
        const notification = notifications[index]
        const { attempt, reason } = known[index] ?? NOT_TRIED
        if (!notification) return []
        return [
          {
            notification,
            diedAt: Number(flat[index * 2 + 1]),
            attempts: attempt,
            reason: reason ?? '',
          },
        ]
      })
    },
    deadCount: () => connection.send<number>(['ZCARD', keys.dead]),
    async resend(id) {
      const [state] = await states([id])
      // It is a new beginning: attempts go on being counted, for their names in the log.
      const fresh = { ...NOT_TRIED, attempt: state?.attempt ?? 0 }
      const touched = [keys.dead, keys.place, keys.lanes, keys.state]
      const args = [id, keys.wait(''), JSON.stringify(fresh)]
      return (await resendScript<string>(connection, touched, args)) || null
    },
    forget: remove,
    async forgetOlder(ms) {
      const ids = await connection.send<string[]>([
        ...['ZRANGEBYSCORE', keys.dead, '-inf', String(Date.now() - ms)],
      ])
      for (const id of ids) await remove(id)
    },
    async lanes() {
      const lanes = await connection.send<string[]>(['SMEMBERS', keys.lanes])
      return Promise.all(lanes.sort().map((lane) => healthOf(connection, keys, lane)))
    },
  }
}

function placed(notification: Notification): string[] {
  const { id, way } = notification
  return [id, JSON.stringify(notification), laneOf(way), groupOf(way), String(scoreOf(notification))]
}

/** Fields of a hash that hold JSON; null where there is none. */
async function valuesOf<T>(
  connection: RedisConnection,
  key: string,
  fields: readonly string[],
): Promise<(T | null)[]> {
  if (fields.length === 0) return []
  const texts = await connection.send<(string | null)[]>(['HMGET', key, ...fields])
  return texts.map((text) => (text === null ? null : (JSON.parse(text) as T)))
}

async function healthOf(
  connection: RedisConnection,
  keys: NotificationKeys,
  lane: string,
): Promise<LaneHealth> {
  const [waiting, sending, [failures, since, reason, failing]] = await Promise.all([
    connection.send<number>(['ZCARD', keys.wait(lane)]),
    connection.send<number>(['ZCARD', keys.sending(lane)]),
    connection.send<(string | null)[]>([
      'HMGET',
      keys.health(lane),
      ...['failures', 'since', 'reason', 'failing'],
    ]),
  ])
  const failed = failures
    ? {
        failures: Number(failures),
        since: Number(since),
        reason: reason ?? '',
        failing: failing !== null && failing !== undefined,
      }
    : null
  return { line: lane, waiting, sending, failed }
}
