import { comparePositions } from '#core/event/log-position.ts'
import type { RedisConnection } from './connection.ts'
import type { SiteKeys } from './keys.ts'
import { defineScript } from './script.ts'

/** Removes, and says up to where the log is gone, in one step: a reader that stands before it must be able to see so. */
const trimScript = defineScript(`
local removed = redis.call('XTRIM', KEYS[1], 'MINID', ARGV[1])
redis.call('SET', KEYS[2], ARGV[2])
return removed
`)

/** Removes the entries up to and with a position; gives how many. */
export async function trimLog(connection: RedisConnection, keys: SiteKeys, upTo: string): Promise<number> {
  const before = await connection.send<string | null>(['GET', keys.trimmed])
  if (before !== null && comparePositions(upTo, before) <= 0) return 0
  const [ms, seq] = upTo.split('-')
  const next = `${ms}-${BigInt(seq ?? 0) + 1n}`
  return await trimScript<number>(connection, [keys.log, keys.trimmed], [next, upTo])
}
