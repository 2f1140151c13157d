import { createClient, ErrorReply, RESP_TYPES } from 'redis'
import { LogUnavailable } from '../log-error.ts'

type Client = ReturnType<typeof openClient>

/** One connection to Redis that is made when first needed and again after it broke. */
export interface RedisConnection {
  /** Sends one command and gives its RESP2 reply; `LogUnavailable` when Redis does not answer in time. */
  send<T>(args: readonly (string | Buffer)[], options?: { timeoutMs?: number; binary?: boolean }): Promise<T>
  /** Ends the connection; what waits for a reply is rejected. */
  close(): void
}

const ANSWER_MS = 5_000
const RETRY_MS = 100

export function openConnection(url: string): RedisConnection {
  let client: Client | null = null
  let connecting: Promise<Client> | null = null
  let triedAt = Number.NEGATIVE_INFINITY
  let closed = false

  async function connect(): Promise<Client> {
    const next = openClient(url)
    // A broken connection is dropped here; the command that waits on it is told by its own rejection.
    next.on('error', () => drop(next))
    triedAt = performance.now()
    await within(ANSWER_MS, next.connect()).catch((error: Error) => {
      drop(next)
      throw new LogUnavailable(`Redis cannot be reached: ${error.message}`)
    })
    if (closed) {
      next.destroy()
      throw new LogUnavailable('the connection to Redis was closed')
    }
    client = next
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
      const current = there instanceof Promise ? await within(timeoutMs, there) : there
      return await new Promise<T>((resolve, reject) => {
        const fail = (error: Error) => {
          clearTimeout(timer)
          if (!(error instanceof ErrorReply)) drop(current)
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
    close() {
      closed = true
      if (client !== null) drop(client)
    },
  }
}

/** A Redis that hangs takes a connection, and then says nothing on it. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new LogUnavailable(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const BINARY = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }

function openClient(url: string) {
  const socket = { reconnectStrategy: false as const, connectTimeout: 2_000, noDelay: true }
  return createClient({
    ...{ url, socket, RESP: 2, disableOfflineQueue: true, maintNotifications: 'disabled' },
    // We have a time of our own for the whole way; the client's would make a signal for each command.
    commandOptions: { timeout: 0 },
  })
}

/** Redis answers that mean "not now" rather than "this is wrong". */
const NOT_NOW = /^(OOM|READONLY|MISCONF|LOADING|BUSY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|UNKILLABLE)\b/

function explained(error: Error): Error {
  if (error instanceof LogUnavailable) return error
  if (error instanceof ErrorReply && !NOT_NOW.test(error.message)) return error
  return new LogUnavailable(`Redis: ${error.message}`)
}
