import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { defineScript } from './redis/script.ts'

/** Acts that are done once, at whichever server they were pressed: all servers know the same Redis. */
export interface ActsOnce {
  /**
   * Does what `key` names, unless it is being done, or was done and is kept: then what came of that is given. Null:
   * another server was at it and nothing was heard of it in time. Of a server that died in the middle nobody knows what
   * it did: for `heldMs` its key is not done again. `LogUnavailable` where Redis is away: nothing is done.
   */
  once(key: string, heldMs: number, run: () => Promise<OnceDone>): Promise<string | null>
  close(): void
}

export interface OnceDone {
  readonly text: string
  /** The same key is not done again for a day; else only what came while it was being done was the same. */
  readonly kept: boolean
}

const KEPT_MS = 24 * 60 * 60_000
/** So long what came of it can be read by those who wait for it. */
const READ_MS = 10_000
const ANSWER_MS = 3_000
const LOOK_MS = 25

const DONE = '='
/** What keys name holds people's numbers; a digest of it is as good. */
export const keyDigest = (text: string) => createHash('sha256').update(text).digest('base64url')

/**
 * Ends a run: notes what came of it, and keeps or frees its key. What took longer than its key was held may find it
 * claimed by another server: that one's stays as it is.
 * KEYS: the key, then what came (not given: nothing did). ARGV: the run; what came, ms for which it can be read; what is
 * kept ('' = nothing), ms for which it is.
 */
const endScript = defineScript(`
if KEYS[2] then redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) end
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[4] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
return 1
`)

export interface ActsOnceOptions {
  readonly url: string
  readonly site: string
  /** How long what another server is at is waited for; not given: 3 s. */
  readonly withinMs?: number
  /** Told where what was done could not be noted: it stays done, and the same again may be done once more. */
  readonly onFault: (error: Error) => void
}

export function createActsOnce({ url, site, withinMs = ANSWER_MS, onFault }: ActsOnceOptions): ActsOnce {
  const { prefix } = siteKeys(site)
  const connection = openConnection(url)
  const cameOf = (run: string) => `${prefix}act:came:${run}`

  async function end(key: string, mine: string, done: OnceDone | null): Promise<void> {
    const keys = done === null ? [key] : [key, cameOf(mine)]
    const kept = done?.kept === true ? `${DONE}${done.text}` : ''
    const args = [mine, done?.text ?? '', String(READ_MS), kept, String(KEPT_MS)]
    try {
      await endScript(connection, keys, args)
    } catch (error) {
      onFault(error as Error)
    }
  }

  async function first(key: string, mine: string, run: () => Promise<OnceDone>): Promise<string> {
    let done: OnceDone | null = null
    try {
      done = await run()
      return done.text
    } finally {
      await end(key, mine, done)
    }
  }

  return {
    async once(name, heldMs, run) {
      const key = `${prefix}act:${keyDigest(name)}`
      const mine = randomUUID()
      const until = performance.now() + withinMs
      /** Who was last seen at it: what came of that is the answer, also where it is over by the next look. */
      let seen: string | null = null
      const came = () => (seen === null ? null : connection.send<string | null>(['GET', cameOf(seen)]))
      do {
        const claim = ['SET', key, mine, 'NX', 'PX', String(heldMs)]
        if ((await connection.send<string | null>(claim)) !== null) {
          const text = await came()
          if (text === null) return await first(key, mine, run)
          await end(key, mine, null)
          return text
        }
        const before = await connection.send<string | null>(['GET', key])
        if (before?.startsWith(DONE) === true) return before.slice(DONE.length)
        // Null: it is over since.
        seen = before ?? seen
        const text = await came()
        if (text !== null) return text
        if (before !== null) await wait(LOOK_MS)
      } while (performance.now() < until)
      return null
    },
    close: () => connection.close(),
  }
}
