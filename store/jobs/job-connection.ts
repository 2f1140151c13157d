import { Redis } from 'ioredis'

const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 500

/**
 * A connection as BullMQ wants it: ioredis, because after a Redis that was killed it goes on in about a second, while
 * on node-redis it took 7 to 19. It tries again by itself for as long as it is open; commands wait meanwhile.
 */
export function openJobConnection(url: string, onTrouble: (error: Error) => void): Redis {
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * times),
  })
  connection.on('error', onTrouble)
  return connection
}
