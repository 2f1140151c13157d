import { createClient, ErrorReply, RESP_TYPES } from 'redis'
import { parseRedisAddress, type RedisAddress, type RedisEndpoint } from '#platform/redis-address.ts'
import { LogUnavailable } from '../log-error.ts'
import { findPrimary } from './find-primary.ts'
import { redisWithin } from './redis-within.ts'

type Client = ReturnType<typeof openClient>

/** One connection to Redis that is made when first needed and again after it broke. */
export interface RedisConnection {
  /** Sends one command and gives its RESP2 reply; `LogUnavailable` when Redis does not answer in time. */
  send<T>(args: readonly (string | Buffer)[], options?: { timeoutMs?: number; binary?: boolean }): Promise<T>
  /** How often it was made: what another answers may be another Redis, one that took over. */
  readonly made: number
  /** How many replicas must have what is written before it is confirmed. */
  readonly replicas: number
  /** Ends the connection; what waits for a reply is rejected. */
  close(): void
}

const ANSWER_MS = 5_000
const RETRY_MS = 100

export function openConnection(url: string): RedisConnection {
  const address = parseRedisAddress(url)
  if (address === null) throw new Error('this is no address of a Redis')
  return connectionTo(address)
}

function connectionTo(address: RedisAddress): RedisConnection {
  let made = 0
  let client: Client | null = null
  let connecting: Promise<Client> | null = null
  let triedAt = Number.NEGATIVE_INFINITY
  let closed = false

  async function connect(): Promise<Client> {
    triedAt = performance.now()
    const endpoint = address.url === null ? await findPrimary(address) : null
    const next = openClient(address, endpoint)
    // A broken connection is dropped here; the command that waits on it is told by its own rejection.
    next.on('error', () => drop(next))
    const connected = next
      .connect()
      .then(() => (endpoint === null ? undefined : assertPrimary(next, endpoint)))
    await redisWithin(ANSWER_MS, connected).catch((error: Error) => {
      drop(next)
      throw new LogUnavailable(`Redis cannot be reached: ${error.message}`)
    })
    if (closed) {
      next.destroy()
      throw new LogUnavailable('the connection to Redis was closed')
    }
    client = next
    made++
    return next
  }

  function ready(): Client | Promise<Client> {
    if (client !== null) return client
    if (closed) throw new LogUnavailable('the connection to Redis was closed')
    if (connecting === null) {
      if (performance.now() - triedAt < RETRY_MS) throw new LogUnavailable('Redis cannot be reached')
      connecting = connect().finally(() => {
        connecting = null
      })
    }
    return connecting
  }

  function drop(broken: Client): void {
    if (client === broken) client = null
    if (broken.isOpen) broken.destroy()
  }

  return {
    async send<T>(args: readonly (string | Buffer)[], { timeoutMs = ANSWER_MS, binary = false } = {}) {
      const answerBy = performance.now() + timeoutMs
      const there = ready()
      const current = there instanceof Promise ? await redisWithin(timeoutMs, there) : there
      return await new Promise<T>((resolve, reject) => {
        const fail = (error: Error) => {
          clearTimeout(timer)
          if (!(error instanceof ErrorReply) || ELSEWHERE.test(error.message)) drop(current)
          reject(explained(error))
        }
        const timer = setTimeout(
          () => fail(new LogUnavailable(`no answer within ${timeoutMs} ms`)),
          Math.max(0, answerBy - performance.now()),
        )
        current.sendCommand<T>(args, binary ? BINARY : {}).then((reply) => {
          clearTimeout(timer)
          resolve(reply)
        }, fail)
      })
    },
    get made() {
      return made
    },
    replicas: address.replicas,
    close() {
      closed = true
      if (client !== null) drop(client)
    },
  }
}

const BINARY = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }

/** `place`: where the Sentinels say that it is; null: where its own address says. */
function openClient({ url, isTls, username, password }: RedisAddress, endpoint: RedisEndpoint | null) {
  const socket = { reconnectStrategy: false as const, connectTimeout: 2_000, noDelay: true }
  return createClient({
    ...(url !== null && { url }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    socket: { ...socket, ...endpoint, ...(endpoint !== null && isTls && { tls: true as const }) },
    ...{ RESP: 2, disableOfflineQueue: true, maintNotifications: 'disabled' },
    // We have a time of our own for the whole way; the client's would make a signal for each command.
    commandOptions: { timeout: 0 },
  })
}

/** While another takes over, the Sentinels may still name one that no longer is, or is not yet. */
async function assertPrimary(client: Client, { host, port }: RedisEndpoint): Promise<void> {
  const info = await client.sendCommand<string>(['INFO', 'replication'])
  if (!/^role:master\r?$/m.test(info)) throw new LogUnavailable(`${host}:${port} is no primary`)
}

/** It has become a replica: where the primary is now, is asked anew. */
const ELSEWHERE = /^(READONLY|UNBLOCKED)\b/

/** Redis answers that mean "not now" rather than "this is wrong". */
const NOT_NOW =
  /^(OOM|READONLY|UNBLOCKED|MISCONF|LOADING|BUSY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|UNKILLABLE)\b/

function explained(error: Error): Error {
  if (error instanceof LogUnavailable) return error
  if (error instanceof ErrorReply && !NOT_NOW.test(error.message)) return error
  return new LogUnavailable(`Redis: ${error.message}`)
}
