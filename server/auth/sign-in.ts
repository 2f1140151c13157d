import type { LimitName } from '#core/site/limits.ts'
import type { Site } from '#core/site/site-schema.ts'
import { SealBroken } from '#platform/seal.ts'
import type { Audit } from '../audit.ts'
import { addressBlock } from '../http/address-block.ts'
import type { Deadline } from '../http/answer-within.ts'
import { createBuckets } from '../http/buckets.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'
import { type Accounts, accountOf } from './accounts.ts'
import type { KnownDevices } from './known-devices.ts'
import type { SecondFactors } from './second-factors.ts'
import { newToken } from './secret-token.ts'
import { type Count, countsOf, countsOfCode, type SlowDown, type SlowedBy } from './slow-down.ts'
import { Busy, type Turns } from './turns.ts'

/** Where a try comes from. */
export interface From {
  readonly address: string
  /** The token of the device's cookie, if it has one. */
  readonly device: string | null
  /** Stands still while the try waits for its turn. */
  readonly deadline?: Deadline | undefined
}

export type Late =
  | { ok: false; code: 'too_many_attempts'; retryAfterSec: number }
  | { ok: false; code: 'busy'; retryAfterSec: number }
export type Recognised =
  | { ok: true; person: string; mustChange: boolean; device: string }
  /** `code_required`: the password is right, and a code of the second factor is to come with it. */
  | { ok: false; code: 'wrong_password' | 'code_required' | 'wrong_code' | 'second_factor_broken' }
  | Late
export type Replaced = { ok: true } | { ok: false; code: 'wrong_password' | 'same_password' } | Late

/** What somebody typed to sign in; `code`: of their second factor, null until they are asked. */
export interface Given {
  readonly login: string
  readonly password: string
  readonly code: string | null
}

/** A person, and the session by which they are signed in. */
export interface SignedInBy {
  readonly person: string
  readonly session: string
}

/** Who somebody is by login, password and second factor, and the change of a password. */
export interface SignIn {
  recognise(given: Given, from: From): Promise<Recognised>
  /** Whether it is the present password of who is signed in. */
  prove(
    who: SignedInBy,
    password: string,
    from: From,
  ): Promise<{ ok: true } | { ok: false; code: 'wrong_password' } | Late>
  replace(who: SignedInBy, passwords: { current: string; next: string }, from: From): Promise<Replaced>
}

export interface SignInParts {
  readonly site: () => Site
  readonly accounts: Accounts
  readonly factors: Pick<SecondFactors, 'status' | 'take'>
  readonly devices: KnownDevices
  readonly slowDown: SlowDown
  /** Those of deriving keys. */
  readonly turns: Turns
  readonly audit: Audit
  readonly limitWatch: Pick<LimitWatch, 'met'>
}

/** Of whom and about whom a refusal is put on record. */
interface OnRecord {
  readonly who: string
  readonly subject: string | null
}

/** The slowing down of one account or address is put on record once an hour. */
const RECORDED = { perSec: 1 / 3_600, burst: 1 }

/** Limits that an account meets, and not who tries. */
const OF_ACCOUNT: ReadonlySet<LimitName> = new Set<LimitName>(['accountTriesAtOnce', 'codesAtOnce'])

export function createSignIn(parts: SignInParts): SignIn {
  const { site, accounts, factors, devices, slowDown, turns, audit, limitWatch } = parts
  const slowed = createBuckets()

  async function tooMany(
    counts: readonly Count[],
    who: string,
    subject: string | null,
    { sec: retryAfterSec, limit }: SlowedBy,
  ) {
    const whose = OF_ACCOUNT.has(limit) ? subject : null
    limitWatch.met(limit, whose ?? (who.includes('/') ? who : `person/${who}`))
    if (slowed.take(JSON.stringify(counts), RECORDED) === 0) await audit(who, 'sign-in.slowed', subject)
    return { ok: false, code: 'too_many_attempts', retryAfterSec } as const
  }

  /**
   * Looks at a try in its turn. Before as well as in its turn it is seen whether it may be looked at: those that were
   * sent at once are judged one after another, each by what became of the ones before.
   */
  async function look<T extends { ok: boolean }>(
    counts: readonly Count[],
    { address, deadline }: From,
    { who, subject }: OnRecord,
    work: () => Promise<T>,
  ): Promise<T | Late> {
    const early = await slowDown.held(counts)
    if (early !== null) return tooMany(counts, who, subject, early)
    const inTurn = async () => {
      const held = await slowDown.held(counts)
      return held === null ? work() : tooMany(counts, who, subject, held)
    }
    try {
      return await turns.take(addressBlock(address), inTurn, deadline)
    } catch (error) {
      if (error instanceof Busy) limitWatch.met('signInsWaiting', `address/${address}`)
      if (error instanceof Busy) return { ok: false, code: 'busy', retryAfterSec: error.retryAfterSec }
      throw error
    }
  }

  async function countsFor(person: string | null, login: string, { address, device }: From) {
    // Unknown accounts are looked up and counted like known ones, by what was typed: nobody learns which is which.
    const known = await devices.knows(person ?? '', { address, device })
    return countsOf({
      account: person ?? `?${login}`,
      address,
      device: known.device ? device : null,
      knownAddress: known.address,
    })
  }

  /** A code is looked at like a password; two who come at once with the same one are told apart by the database. */
  async function takeCode(person: string, code: string | null, counts: readonly Count[], record: OnRecord) {
    if (!(await factors.status(person)).on) return { ok: true, by: null } as const
    if (code === null) return { ok: false, code: 'code_required' } as const
    const all = countsOfCode(person, counts)
    const held = await slowDown.held(all)
    if (held !== null) return tooMany(all, record.who, record.subject, held)
    const by = await factors.take(person, code).catch((error: Error) => {
      if (error instanceof SealBroken) return 'broken' as const
      throw error
    })
    if (by === 'broken') return { ok: false, code: 'second_factor_broken' } as const
    if (by !== null) return { ok: true, by } as const
    await slowDown.refused(all)
    await audit(record.who, 'second-factor.refused', record.subject)
    return { ok: false, code: 'wrong_code' } as const
  }

  async function proven({ person }: SignedInBy, counts: readonly Count[], password: string, from: From) {
    if ((await accounts.verify(person, password, from.deadline)).ok) {
      await slowDown.accepted(counts)
      return { ok: true } as const
    }
    await slowDown.refused(counts)
    await audit(person, 'password.refused', null)
    return { ok: false, code: 'wrong_password' } as const
  }
  const countsOfSession = ({ session }: SignedInBy): Count[] => [{ kind: 'session', of: session }]
  const ownRecord = ({ person }: SignedInBy): OnRecord => ({ who: person, subject: `person/${person}` })

  return {
    async recognise({ login, password, code }, from) {
      const person = accountOf(site(), login)
      const counts = await countsFor(person, login.trim().toLowerCase(), from)
      const record = {
        who: `address/${from.address}`,
        subject: person === null ? null : `person/${person}`,
      }
      const seen = await look(counts, from, record, async () => {
        const verdict = await accounts.verify(person, password, from.deadline)
        if (verdict.ok && person !== null) {
          const taken = await takeCode(person, code, counts, record)
          return taken.ok ? { ...verdict, person, by: taken.by } : taken
        }
        await slowDown.refused(counts)
        await audit(record.who, 'sign-in.refused', record.subject)
        return { ok: false, code: 'wrong_password' } as const
      })
      if (!seen.ok) return seen
      const { by, ...known } = seen
      const device = from.device ?? newToken().token
      await Promise.all([
        slowDown.accepted(counts),
        devices.remember(known.person, { address: from.address, device }),
        audit(known.person, 'signed-in', null, by === null ? {} : { secondFactor: by }),
      ])
      return { ...known, device }
    },
    prove: (who, password, from) => {
      const counts = countsOfSession(who)
      return look(counts, from, ownRecord(who), () => proven(who, counts, password, from))
    },
    async replace(who, { current, next }, from) {
      const { person } = who
      const counts = countsOfSession(who)
      return look(counts, from, ownRecord(who), async () => {
        const seen = await proven(who, counts, current, from)
        if (!seen.ok) return seen
        if (next === current || (await accounts.isFirst(person, next)))
          return { ok: false, code: 'same_password' } as const
        await accounts.setPassword(person, next, from.deadline)
        await audit(person, 'password.changed', null)
        return { ok: true } as const
      })
    },
  }
}
