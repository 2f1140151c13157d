import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { LimitName, Limits } from '#core/site/limits.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { addressBlock } from '../http/address-block.ts'

/** How many refused tries at once, and after how many seconds another may be made, as the limits name them. */
interface Names {
  readonly atOnce: LimitName
  readonly everySec: LimitName
}

const TRIES = { atOnce: 'triesAtOnce', everySec: 'trySec' } as const

const LIMITS = {
  /** One account from one address. */
  pair: TRIES,
  /** One account from a device at which it signed in before, wherever that is now. */
  device: TRIES,
  /** The present password of who is signed in and changes it. */
  session: TRIES,
  /** Codes of a second factor of one account, which are short: at one known device, or from anywhere else. */
  code: { atOnce: 'codesAtOnce', everySec: 'codeSec' },
  /** All accounts from one address. */
  address: { atOnce: 'addressTriesAtOnce', everySec: 'addressTrySec' },
  /** One account from anywhere. */
  account: { atOnce: 'accountTriesAtOnce', everySec: 'accountTrySec' },
} as const satisfies Record<string, Names>

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

/**
 * What a code is held against that follows on the right password of an account. A known device has a count of its own
 * here, too: strangers keep nobody out, and who shares a desk and knows the password guesses no faster than they do.
 */
export function countsOfCode(account: string, counts: readonly Count[]): Count[] {
  const device = counts.find(({ kind }) => kind === 'device')
  return [...counts, { kind: 'code', of: device?.of ?? account }]
}

/** How long a try must wait, and which limit says so. */
export interface SlowedBy {
  readonly sec: number
  readonly limit: LimitName
}

/** Slows down guessing. Only what was refused counts, and only if it was looked at. */
export interface SlowDown {
  /** Whether a try that is held against these must wait, by which limit; null: it may be looked at. */
  held(counts: readonly Count[]): Promise<SlowedBy | null>
  /** The try was refused. */
  refused(counts: readonly Count[]): Promise<void>
  /** The password was right: what was refused before from that device or address was a mistake of its owner. */
  accepted(counts: readonly Count[]): Promise<void>
  /** How much of the limits those have used who are nearest to them, 0 to 1. */
  used(): Promise<Partial<Record<LimitName, number>>>
  /** Forgets what is as if it had never been. */
  sweep(): Promise<void>
}

const isKind = (text: string): text is Count['kind'] => Object.hasOwn(LIMITS, text)

/** What is typed may be anything, and may be a password. */
const keyOf = ({ kind, of }: Count) => `${kind}/${createHash('sha256').update(of).digest('base64url')}`

export interface SlowDownOptions {
  readonly database: Kysely<Tables>
  readonly limits: () => Limits
  readonly now?: () => number
}

/** The counts stand in the database, so that all servers count together. */
export function createSlowDown({ database, limits, now = Date.now }: SlowDownOptions): SlowDown {
  const atOnceOf = (kind: Count['kind']) => limits()[LIMITS[kind].atOnce]
  const stepOf = (kind: Count['kind']) => limits()[LIMITS[kind].everySec] * 1_000
  const stepMs = ({ kind }: Count) => stepOf(kind)

  /** How long until the bucket is full, in ms. */
  function emptiedMs(kind: Count['kind'], fullAt: number, at: number): number {
    // A clock that was set back makes nobody wait for as long as that.
    return Math.min(fullAt - at, atOnceOf(kind) * stepOf(kind))
  }

  return {
    async held(counts) {
      const rows = await database
        .selectFrom('refused_try')
        .selectAll()
        .where('key', 'in', counts.map(keyOf))
        .execute()
      const at = now()
      const waits = counts.map((count) => {
        const fullAt = rows.find(({ key }) => key === keyOf(count))?.full_at ?? at
        const ms = emptiedMs(count.kind, fullAt, at) - (atOnceOf(count.kind) - 1) * stepMs(count)
        return { sec: Math.ceil(ms / 1_000), limit: LIMITS[count.kind].atOnce }
      })
      const longest = waits.reduce((a, b) => (b.sec > a.sec ? b : a))
      return longest.sec > 0 ? longest : null
    },
    async used() {
      const { rows } = await sql<{ kind: string; full_at: number }>`
        select split_part(key, '/', 1) as kind, max(full_at) as full_at from refused_try group by 1`.execute(
        database,
      )
      const at = now()
      const shares: Partial<Record<LimitName, number>> = {}
      for (const { kind, full_at } of rows) {
        if (!isKind(kind)) continue
        const { atOnce, everySec } = LIMITS[kind]
        const steps = Math.max(0, emptiedMs(kind, full_at, at) / stepOf(kind))
        const share = steps > atOnceOf(kind) - 1 ? 1 : steps / atOnceOf(kind)
        for (const name of [atOnce, everySec]) shares[name] = Math.max(shares[name] ?? 0, share)
      }
      return shares
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
