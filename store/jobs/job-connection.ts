import { Redis, type RedisOptions } from 'ioredis'
import { parseRedisAddress, type RedisAddress } from '#platform/redis-address.ts'

const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 500

const retryMs = (times: number) => Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * times)

/** Drops the connection and sends the command again by the next. */
const AGAIN = 2

const common: RedisOptions = {
  maxRetriesPerRequest: null,
  retryStrategy: retryMs,
  // A primary that another took over from says so of every write.
  reconnectOnError: ({ message }) => (message.startsWith('READONLY') ? AGAIN : false),
}

/** As ioredis names what our address says of Sentinels. */
const bySentinels = (address: RedisAddress): RedisOptions => ({
  sentinels: address.sentinels.map(({ host, port }) => ({ host, port })),
  name: address.group,
  sentinelRetryStrategy: retryMs,
  ...(address.username !== undefined && { username: address.username }),
  ...(address.password !== undefined && { password: address.password }),
  ...(address.sentinelUsername !== undefined && { sentinelUsername: address.sentinelUsername }),
  ...(address.sentinelPassword !== undefined && { sentinelPassword: address.sentinelPassword }),
  ...(address.isTls && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
})

/**
 * A connection as BullMQ wants it: ioredis, because after a Redis that was killed it goes on in about a second, while
 * on node-redis it took 7 to 19. It tries again by itself for as long as it is open; commands wait meanwhile.
 */
export function openJobConnection(url: string, onTrouble: (error: Error) => void): Redis {
  const address = parseRedisAddress(url)
  if (address === null) throw new Error('this is no address of a Redis')
  const connection =
    address.url === null ? new Redis({ ...common, ...bySentinels(address) }) : new Redis(address.url, common)
  connection.on('error', onTrouble)
  return connection
}
