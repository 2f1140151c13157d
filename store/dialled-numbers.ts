import { keyDigest } from './acts-once.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { defineScript } from './redis/script.ts'

/** Numbers that somebody has just had dialled, at whichever server: all servers know the same Redis. */
export interface DialledNumbers {
  /** Notes for a while (ms) who has a number dialled. Null: it is theirs; else who has it already. */
  hold(number: string, by: string, heldMs: number): Promise<string | null>
  /** It was not dialled after all. Somebody else's stays. */
  release(number: string, by: string): Promise<void>
  close(): void
}

const holdScript = defineScript(`
local holder = redis.call('GET', KEYS[1])
if holder then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false
`)

const releaseScript = defineScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`)

export function createDialledNumbers({ url, site }: { url: string; site: string }): DialledNumbers {
  const { prefix } = siteKeys(site)
  const connection = openConnection(url)
  const keyOf = (number: string) => `${prefix}dialled:${keyDigest(number)}`
  return {
    hold: (number, by, heldMs) => holdScript(connection, [keyOf(number)], [by, String(heldMs)]),
    async release(number, by) {
      await releaseScript(connection, [keyOf(number)], [by])
    },
    close: () => connection.close(),
  }
}
