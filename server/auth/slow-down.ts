import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '#store/postgres/tables.ts'
import { addressBlock } from '../http/address-block.ts'

/** How many refused tries at once, and after how many seconds another may be made. */
interface Limit {
  readonly atOnce: number
  readonly everySec: number
}

const LIMITS = {
  /** One account from one address. */
  pair: { atOnce: 5, everySec: 120 },
  /** One account from a device at which it signed in before, wherever that is now. */
  device: { atOnce: 5, everySec: 120 },
  /** The present password of who is signed in and changes it. */
  session: { atOnce: 5, everySec: 120 },
  /** All accounts from one address: an office has many people who mistype. */
  address: { atOnce: 300, everySec: 3 },
  /** One account from anywhere. */
  account: { atOnce: 100, everySec: 36 },
} as const satisfies Record<string, Limit>

/** One of the counts that a try is held against. */
export interface Count {
  readonly kind: keyof typeof LIMITS
  readonly of: string
}

export interface Attempt {
  readonly account: string
  readonly address: string
  /** The device that it comes from, if the account has signed in there before. */
  readonly device: string | null
  /** The account has signed in from that address before. */
  readonly knownAddress: boolean
}

/**
 * What a try at signing in is held against. Strangers share the account's count; a known device has one of its own,
 * so that nobody elsewhere, nor a neighbour behind the same address, can keep a person out.
 */
export function countsOf({ account, address, device, knownAddress }: Attempt): Count[] {
  if (device !== null) return [{ kind: 'device', of: `${account}\0${device}` }]
  const block = addressBlock(address)
  return [
    { kind: 'pair', of: `${account}\0${block}` },
    { kind: 'address', of: block },
    ...(knownAddress ? [] : [{ kind: 'account', of: account } as const]),
  ]
}

/** Slows down guessing. Only what was refused counts, and only if it was looked at. */
export interface SlowDown {
  /** Seconds until a try that is held against these may be looked at, else 0. */
  wait(counts: readonly Count[]): Promise<number>
  /** The try was refused. */
  refused(counts: readonly Count[]): Promise<void>
  /** The password was right: what was refused before from that device or address was a mistake of its owner. */
  accepted(counts: readonly Count[]): Promise<void>
  /** Forgets what is as if it had never been. */
  sweep(): Promise<void>
}

/** What is typed may be anything, and may be a password. */
const keyOf = ({ kind, of }: Count) => `${kind}/${createHash('sha256').update(of).digest('base64url')}`
const stepMs = ({ kind }: Count) => LIMITS[kind].everySec * 1_000

/** The counts stand in the database, so that all servers count together. */
export function createSlowDown(database: Kysely<Tables>, now: () => number = Date.now): SlowDown {
  function waitMs(count: Count, fullAt: number, at: number): number {
    const step = stepMs(count)
    const { atOnce } = LIMITS[count.kind]
    // A clock that was set back makes nobody wait for as long as that.
    const emptied = Math.min(fullAt - at, atOnce * step)
    return Math.max(0, emptied - (atOnce - 1) * step)
  }

  return {
    async wait(counts) {
      const rows = await database
        .selectFrom('refused_try')
        .selectAll()
        .where('key', 'in', counts.map(keyOf))
        .execute()
      const at = now()
      const waits = counts.map((count) => {
        const fullAt = rows.find(({ key }) => key === keyOf(count))?.full_at ?? at
        return waitMs(count, fullAt, at)
      })
      return Math.ceil(Math.max(...waits) / 1_000)
    },
    async refused(counts) {
      const at = now()
      await sql`
        insert into refused_try as known (key, full_at)
        select key, ${at} + step from unnest(${counts.map(keyOf)}::text[], ${counts.map(stepMs)}::bigint[]) as new (key, step)
        on conflict (key) do update set full_at = greatest(known.full_at, ${at}) + excluded.full_at - ${at}`.execute(
        database,
      )
    },
    async accepted(counts) {
      const own = counts.filter(({ kind }) => kind !== 'address' && kind !== 'account').map(keyOf)
      await database.deleteFrom('refused_try').where('key', 'in', own).execute()
    },
    async sweep() {
      await database.deleteFrom('refused_try').where('full_at', '<', now()).execute()
    },
  }
}
