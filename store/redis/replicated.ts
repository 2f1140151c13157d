import { LogUnavailable } from '../log-error.ts'
import type { RedisConnection } from './connection.ts'
import type { SiteKeys } from './keys.ts'

/** A replica that is so far behind is as good as none. */
const WAIT_MS = 2_000

/**
 * Resolves once as many replicas as the address asks for have received what the Redis of this connection has now; at once
 * where none are asked for. Received, not on their disk: how soon it is there is up to their `appendfsync`, and only what
 * dies with the primary at the same moment may lose it. (`WAITAOF` would tell; Redis 7.0 does not have it.)
 * Rejects with `LogUnavailable`: what was written may be lost with that Redis.
 * `made`: the connection by which it was written, for another may lead to another Redis, which never had it.
 */
export async function untilReplicated(
  connection: RedisConnection,
  keys: SiteKeys,
  made: number,
): Promise<void> {
  const { replicas } = connection
  if (replicas === 0) return
  // WAIT waits for what this very connection wrote, so it writes something: what came to be known as a doubled event was
  // written by another, perhaps.
  const [, count] = await Promise.all([
    connection.send(['SET', keys.replicated, '']),
    connection.send<number>(['WAIT', String(replicas), String(WAIT_MS)]),
  ])
  if (connection.made !== made)
    throw new LogUnavailable('the connection to Redis broke before it was confirmed')
  if (count < replicas)
    throw new LogUnavailable(
      `of ${replicas} replicas ${count} have it: nothing is confirmed without the others`,
    )
}
