import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '#store/postgres/tables.ts'

/** How many wrong passwords within which time, counted in the database so that all servers count together. */
interface Limit {
  points: number
  withinSec: number
}
const LIMITS = {
  pair: { points: 5, withinSec: 15 * 60 },
  address: { points: 60, withinSec: 15 * 60 },
  account: { points: 100, withinSec: 3_600 },
} as const satisfies Record<string, Limit>
type Kind = keyof typeof LIMITS

export interface Attempt {
  account: string
  address: string
}

/** Slows down guessing per account and address. An attempt counts before its password is checked. */
export interface SlowDown {
  /** Counts an attempt. Seconds to wait where there were too many, else 0. */
  begin(attempt: Attempt): Promise<number>
  /** The password was right: the attempt does not count, nor do those before it from there. */
  forgive(attempt: Attempt): Promise<void>
}

const keysOf = ({ account, address }: Attempt): [Kind, string][] => [
  ['pair', `pair:${account}:${address}`.slice(0, 255)],
  ['address', `address:${address}`.slice(0, 255)],
  ['account', `account:${account}`.slice(0, 255)],
]

export function createSlowDown(database: Kysely<Tables>, now: () => number = Date.now): SlowDown {
  /** Counts one more under a key in one statement; a count that has run out begins anew. */
  async function count(kind: Kind, key: string): Promise<number> {
    const { points, withinSec } = LIMITS[kind]
    const at = now()
    const ends = at + withinSec * 1_000
    const { rows } = await sql<{ points: number; expire: number }>`
      insert into wrong_password as known (key, points, expire) values (${key}, 1, ${ends})
      on conflict (key) do update set
        points = case when known.expire <= ${at} then 1 else known.points + 1 end,
        expire = case when known.expire <= ${at} then ${ends} else known.expire end
      returning points, expire`.execute(database)
    const row = rows[0]!
    return row.points > points ? Math.max(1, Math.ceil((row.expire - at) / 1_000)) : 0
  }

  return {
    async begin(attempt) {
      const waits = await Promise.all(keysOf(attempt).map(([kind, key]) => count(kind, key)))
      return Math.max(...waits)
    },
    async forgive(attempt) {
      const [pair, ...others] = keysOf(attempt)
      await database.deleteFrom('wrong_password').where('key', '=', pair![1]).execute()
      const keys = others.map(([, key]) => key)
      await sql`update wrong_password set points = greatest(points - 1, 0)
        where key = any(${sql.val(keys)}::text[])`.execute(database)
      await sql`delete from wrong_password where expire < ${now()}`.execute(database)
    },
  }
}
