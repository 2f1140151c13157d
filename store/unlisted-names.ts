import type { Forgettable } from '#core/event/forgotten.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'
import { defineScript } from './redis/script.ts'

/** The queues and agents that feeds have named though the site file does not: for every process that takes events in. */
export interface UnlistedNames {
  /** Takes those names in that are known already, or for which there is still room; gives the others, and how many are known. */
  admit(
    kind: Forgettable,
    feed: string,
    names: readonly string[],
    most: number,
  ): Promise<{ refused: string[]; known: number }>
  count(kind: Forgettable, feed: string): Promise<number>
  /** Makes room again: the name is not known any more, of none of these feeds. */
  forget(kind: Forgettable, feeds: readonly string[], name: string): Promise<void>
  close(): void
}

/** KEYS: the set. ARGV: how many it may hold, then names. Replies how many it holds, then the names refused. */
const admitScript = defineScript(`
local known = redis.call('SCARD', KEYS[1])
local most = tonumber(ARGV[1])
local reply = {0}
for i = 2, #ARGV do
  if redis.call('SISMEMBER', KEYS[1], ARGV[i]) == 0 then
    if known < most then
      redis.call('SADD', KEYS[1], ARGV[i])
      known = known + 1
    else
      reply[#reply + 1] = ARGV[i]
    end
  end
end
reply[1] = known
return reply
`)

/** Names that one call of the script looks at. */
const AT_ONCE = 2_000

export function createUnlistedNames({ url, site }: { url: string; site: string }): UnlistedNames {
  const keys = siteKeys(site)
  const connection = openConnection(url)
  return {
    async admit(kind, feed, names, most) {
      const refused: string[] = []
      let known = 0
      for (let from = 0; from < names.length; from += AT_ONCE) {
        const part = names.slice(from, from + AT_ONCE)
        const reply = await admitScript<[number, ...string[]]>(
          connection,
          [keys.unlisted(kind, feed)],
          [String(most), ...part],
        )
        const [count, ...over] = reply
        known = count
        refused.push(...over)
      }
      return { refused, known }
    },
    count: (kind, feed) => connection.send<number>(['SCARD', keys.unlisted(kind, feed)]),
    async forget(kind, feeds, name) {
      await Promise.all(feeds.map((feed) => connection.send(['SREM', keys.unlisted(kind, feed), name])))
    },
    close: () => connection.close(),
  }
}
