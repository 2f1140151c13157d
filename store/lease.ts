import { LogUnavailable } from './log-error.ts'
import type { Fence } from './redis/appender.ts'
import { openConnection, type RedisConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { defineScript } from './redis/script.ts'

/** What only one process of a site may do at a time. */
export interface Lease {
  /** The number under which this process holds it, null while another does. It is never given twice. */
  readonly fence: Fence | null
  /** Gives it back, so that the next can take over at once. */
  stop(): Promise<void>
}

export interface LeaseOptions {
  readonly url: string
  readonly site: string
  readonly name: string
  readonly onAcquired: (fence: Fence) => void
  /** It is held no longer, or no one can say: stop what only one may do. Writes under its fence fail from now on. */
  readonly onLost: () => void
  /** Told of what is not a mere absence of Redis. */
  readonly onFault: (error: Error) => void
}

/** A process that dies leaves it free after this time. */
const LIVES_MS = 3_000
const RENEW_MS = 1_000
const ANSWER_MS = 1_000
/** After a failed attempt: long before it could run out, so that one lost answer loses nothing. */
const RETRY_MS = 150
/** Longer than a living holder whose connection broke needs to make another. */
const GONE_MS = 400

/**
 * The number is the microsecond at which it was taken, or the one after that of the holder before. Counted, it could be
 * given twice: by a replica that takes over before it has heard of the last holder.
 */
const acquireScript = defineScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then return {'0', '0'} end
local time = redis.call('TIME')
local number = string.format('%d%06d', time[1], time[2])
local before = redis.call('GET', KEYS[2])
if before and tonumber(before) >= tonumber(number) then
  number = string.format('%.0f', tonumber(before) + 1)
end
redis.call('SET', KEYS[2], number)
redis.call('SET', KEYS[1], number, 'PX', ARGV[1])
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[1])
return {number, before or '0'}
`)
const renewScript = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`)
const releaseScript = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`)

/** Tries to hold a lease for as long as the process lives: takes it when it is free, renews it, says when it is lost. */
export function holdLease(options: LeaseOptions): Lease {
  const { name, onAcquired, onLost, onFault } = options
  const keys = siteKeys(options.site)
  const key = keys.lease(name)
  const connection = openConnection(options.url)
  const holderKey = `${key}:holder`
  let missing: { holder: string; since: number } | null = null
  let fence: Lease['fence'] = null
  let provenAt = 0
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  function lose(): void {
    fence = null
    onLost()
  }

  const ask = <T>(...args: string[]) => withTimeout(connection).send<T>(args)
  const ownConnection = async () => String(await ask<number>('CLIENT', 'ID'))

  async function renewOrAcquire(): Promise<void> {
    const asked = performance.now()
    const own = await ownConnection()
    if (fence !== null) {
      const renewed = await run(renewScript, [key, holderKey], [String(fence.number), String(LIVES_MS), own])
      if (renewed) provenAt = asked
      else lose()
      return
    }
    const touched = [key, keys.fence(name), holderKey]
    const taken = await run<string[]>(acquireScript, touched, [String(LIVES_MS), own])
    const [number = 0, after = 0] = taken.map(Number)
    if (number === 0) {
      await freeOfTheDead()
      return
    }
    missing = null
    provenAt = asked
    fence = { lease: name, number, after }
    onAcquired(fence)
  }

  /**
   * Frees the lease of a process whose connection has been gone for a while: one that was killed. Should it live after
   * all, what it writes is refused as soon as another holds the lease.
   */
  async function freeOfTheDead(): Promise<void> {
    const [number, holder] = await Promise.all([
      ask<string | null>('GET', key),
      ask<string | null>('GET', holderKey),
    ])
    const gone = holder !== null && (await ask<string>('CLIENT', 'LIST', 'ID', holder)) === ''
    if (!gone || number === null) {
      missing = null
      return
    }
    if (missing?.holder !== holder) missing = { holder, since: performance.now() }
    if (performance.now() - missing.since >= GONE_MS) await run(releaseScript, [key], [number])
  }

  const run = <T = number>(script: typeof acquireScript, touched: string[], args: string[]) =>
    script<T>(withTimeout(connection), touched, args)

  async function tick(): Promise<void> {
    let waitMs = RENEW_MS
    try {
      await renewOrAcquire()
    } catch (error) {
      if (!(error instanceof LogUnavailable)) onFault(error as Error)
      // Counted from when the last proof was asked for: Redis may have begun its time any moment after that.
      if (fence !== null && performance.now() - provenAt > LIVES_MS - RENEW_MS) lose()
      waitMs = RETRY_MS
    }
    if (missing !== null) waitMs = RETRY_MS
    if (!stopped) timer = setTimeout(() => (turn = tick()), waitMs)
  }

  turn = tick()
  return {
    get fence() {
      return fence
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
      clearTimeout(timer)
      if (fence !== null) {
        const { number } = fence
        lose()
        await run(releaseScript, [key], [String(number)]).catch(() => {
          // It then runs out by itself.
        })
      }
      connection.close()
    },
  }
}

function withTimeout(connection: RedisConnection): RedisConnection {
  return {
    ...connection,
    send: (args, options) => connection.send(args, { timeoutMs: ANSWER_MS, ...options }),
  }
}
