import type { Site } from '#core/site/site-schema.ts'
import type { Audit } from '../audit.ts'
import { addressBlock } from '../http/address-block.ts'
import type { Deadline } from '../http/answer-within.ts'
import { createBuckets } from '../http/buckets.ts'
import { type Accounts, accountOf } from './accounts.ts'
import type { KnownDevices } from './known-devices.ts'
import { newToken } from './secret-token.ts'
import { type Count, countsOf, type SlowDown } from './slow-down.ts'
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
  | { ok: false; code: 'wrong_password' }
  | Late
export type Replaced = { ok: true } | { ok: false; code: 'wrong_password' | 'same_password' } | Late

/** Who somebody is by login and password, and the change of a password. */
export interface SignIn {
  recognise(login: string, password: string, from: From): Promise<Recognised>
  /** `session`: the one by which the person is signed in. */
  replace(
    who: { person: string; session: string },
    passwords: { current: string; next: string },
    from: From,
  ): Promise<Replaced>
}

export interface SignInParts {
  readonly site: () => Site
  readonly accounts: Accounts
  readonly devices: KnownDevices
  readonly slowDown: SlowDown
  /** Those of deriving keys. */
  readonly turns: Turns
  readonly audit: Audit
}

/** The slowing down of one account or address is put on record once an hour. */
const RECORDED = { perSec: 1 / 3_600, burst: 1 }

export function createSignIn({ site, accounts, devices, slowDown, turns, audit }: SignInParts): SignIn {
  const slowed = createBuckets()

  async function tooMany(
    counts: readonly Count[],
    who: string,
    subject: string | null,
    retryAfterSec: number,
  ) {
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
    { who, subject }: { who: string; subject: string | null },
    work: () => Promise<T>,
  ): Promise<T | Late> {
    const early = await slowDown.wait(counts)
    if (early > 0) return tooMany(counts, who, subject, early)
    const inTurn = async () => {
      const waitSec = await slowDown.wait(counts)
      return waitSec > 0 ? tooMany(counts, who, subject, waitSec) : work()
    }
    try {
      return await turns.take(addressBlock(address), inTurn, deadline)
    } catch (error) {
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

  return {
    async recognise(login, password, from) {
      const person = accountOf(site(), login)
      const counts = await countsFor(person, login.trim().toLowerCase(), from)
      const record = {
        who: `address/${from.address}`,
        subject: person === null ? null : `person/${person}`,
      }
      const seen = await look(counts, from, record, async () => {
        const verdict = await accounts.verify(person, password, from.deadline)
        if (verdict.ok && person !== null) return { ...verdict, person }
        await slowDown.refused(counts)
        await audit(record.who, 'sign-in.refused', record.subject)
        return { ok: false, code: 'wrong_password' } as const
      })
      if (!seen.ok) return seen
      const device = from.device ?? newToken().token
      await Promise.all([
        slowDown.accepted(counts),
        devices.remember(seen.person, { address: from.address, device }),
        audit(seen.person, 'signed-in', null, { address: from.address }),
      ])
      return { ...seen, device }
    },
    async replace({ person, session }, { current, next }, from) {
      const counts: Count[] = [{ kind: 'session', of: session }]
      return look(counts, from, { who: person, subject: `person/${person}` }, async () => {
        if (!(await accounts.verify(person, current, from.deadline)).ok) {
          await slowDown.refused(counts)
          await audit(person, 'password.refused', null, { address: from.address })
          return { ok: false, code: 'wrong_password' } as const
        }
        await slowDown.accepted(counts)
        if (next === current || (await accounts.isFirst(person, next)))
          return { ok: false, code: 'same_password' } as const
        await accounts.setPassword(person, next, from.deadline)
        await audit(person, 'password.changed', null, { address: from.address })
        return { ok: true } as const
      })
    },
  }
}
