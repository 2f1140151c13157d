import { type Kysely, sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { randomPassword } from '#platform/first-secrets.ts'
import { seal, unseal } from '#platform/seal.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** How many recovery codes a person gets at a time. */
export const RECOVERY_CODES = 10

const STEP_MS = 30_000
const STEP_SEC = STEP_MS / 1_000
/** Steps before and after the present one whose codes are taken: telephones' clocks differ. */
const WINDOW = 1
const SECRET_BYTES = 20

export interface SecondFactorStatus {
  readonly on: boolean
  /** Since when, ms; null: it is off. */
  readonly since: number | null
  /** Recovery codes that were not used yet. */
  readonly codesLeft: number
}

/** What a person's app is told: the secret as text, and an address that holds it, for a QR code. */
export interface NewSecret {
  readonly secret: string
  readonly uri: string
}

/**
 * The second factors of a site's people: codes of an app (TOTP, RFC 6238), and recovery codes for who lost it. Throws
 * `SealBroken` where a kept secret cannot be opened.
 */
export interface SecondFactors {
  status(person: string): Promise<SecondFactorStatus>
  /** A new secret that is not in force yet; null: another one is. */
  begin(person: string, names: { issuer: string; login: string }): Promise<NewSecret | null>
  /**
   * Puts the new secret in force if this is its code; gives recovery codes. `wrong_code`: it is not, or none was begun;
   * `already_on`: one is in force, such as by this very code when its answer was lost.
   */
  confirm(person: string, code: string): Promise<string[] | 'wrong_code' | 'already_on'>
  /** Recovery codes in place of those before; null: the person has no second factor. */
  renewCodes(person: string): Promise<string[] | null>
  /** Whether a code is the person's now; each is taken once. */
  take(person: string, code: string): Promise<'app' | 'recovery' | null>
  /** False: it was off already. */
  turnOff(person: string): Promise<boolean>
}

export interface SecondFactorOptions {
  readonly database: Kysely<Tables>
  readonly site: string
  /** By which secrets are sealed. */
  readonly sealKey: string
  /** Real ms since 1970: apps know no other clock. */
  readonly now?: () => number
}

/** As it was meant, with groups or without, and by an input method that writes wide digits. */
const plain = (code: string) => code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '')
/** A code of an app. Recovery codes are longer, so that nobody derives keys for what was mistyped from a telephone. */
const OF_APP = /^\d{6}$/

export function createSecondFactors(options: SecondFactorOptions): SecondFactors {
  const { database, site, sealKey, now = Date.now } = options
  const own = (person: string) =>
    database.selectFrom('second_factor').selectAll().where('site_id', '=', site).where('person', '=', person)

  async function inForce(person: string) {
    const factor = await own(person).executeTakeFirst()
    return factor?.confirmed_at == null ? null : factor
  }

  /** The time step of a code, or null if it is none of now. */
  function stepOf(sealed: string, code: string): number | null {
    const text = plain(code)
    if (!OF_APP.test(text)) return null
    const timestamp = now()
    const totp = new TOTP({ secret: Secret.fromBase32(unseal(sealed, sealKey)), period: STEP_SEC })
    const delta = totp.validate({ token: text, window: WINDOW, timestamp })
    return delta === null ? null : Math.floor(timestamp / STEP_MS) + delta
  }

  /**
   * A step's code is taken once, whoever asks at the same moment; and only for the secret that it was looked at with. A
   * last step that lies ahead was taken by a clock that has been set back since, and keeps nobody out until then.
   */
  async function takeStep(
    on: Kysely<Tables>,
    { person, sealed }: { person: string; sealed: string },
    step: number,
    confirm: boolean,
  ): Promise<boolean> {
    const ahead = Math.floor(now() / STEP_MS) + WINDOW
    const done = await sql`
      update second_factor set last_step = ${step}, confirmed_at = coalesce(confirmed_at, now())
      where site_id = ${site} and person = ${person} and sealed = ${sealed}
        and (last_step < ${step} or last_step > ${ahead}) and (confirmed_at is null) = ${confirm}`.execute(on)
    return done.numAffectedRows === 1n
  }

  async function newCodes() {
    const codes = Array.from({ length: RECOVERY_CODES }, randomPassword)
    const kept: string[] = []
    // One after another: who asks for them leaves the other processors to those who sign in.
    for (const code of codes) kept.push(await hashPassword(plain(code)))
    return { codes, kept }
  }

  /** Keeps recovery codes in place of those before; the person's factor is locked, so that others wait their turn. */
  async function replaceCodes(on: Kysely<Tables>, person: string, kept: readonly string[]): Promise<void> {
    await on.deleteFrom('recovery_code').where('site_id', '=', site).where('person', '=', person).execute()
    const rows = kept.map((digest) => ({ site_id: site, person, digest }))
    await on.insertInto('recovery_code').values(rows).execute()
  }

  async function takeRecoveryCode(person: string, code: string): Promise<boolean> {
    if (OF_APP.test(plain(code))) return false
    const left = database.selectFrom('recovery_code').select('digest')
    const kept = await left.where('site_id', '=', site).where('person', '=', person).execute()
    for (const { digest } of kept) {
      if (!(await verifyPassword(plain(code), digest))) continue
      // Of two who come with one code, one removes it.
      const { numDeletedRows } = await database
        .deleteFrom('recovery_code')
        .where('site_id', '=', site)
        .where('person', '=', person)
        .where('digest', '=', digest)
        .executeTakeFirst()
      return numDeletedRows === 1n
    }
    return false
  }

  return {
    async status(person) {
      const factor = await inForce(person)
      if (factor === null) return { on: false, since: null, codesLeft: 0 }
      const { count } = await database
        .selectFrom('recovery_code')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('site_id', '=', site)
        .where('person', '=', person)
        .executeTakeFirstOrThrow()
      return { on: true, since: factor.confirmed_at?.getTime() ?? null, codesLeft: Number(count) }
    },
    async begin(person, { issuer, login }) {
      const secret = new Secret({ size: SECRET_BYTES })
      const done = await sql`
        insert into second_factor as known (site_id, person, sealed)
        values (${site}, ${person}, ${seal(secret.base32, sealKey)})
        on conflict (site_id, person) do update set sealed = excluded.sealed, made_at = now(), last_step = 0
        where known.confirmed_at is null`.execute(database)
      if (done.numAffectedRows !== 1n) return null
      const totp = new TOTP({ issuer, label: login, secret, period: STEP_SEC })
      return { secret: secret.base32, uri: totp.toString() }
    },
    async confirm(person, code) {
      const factor = await own(person).executeTakeFirst()
      if (factor === undefined) return 'wrong_code'
      if (factor.confirmed_at !== null) return 'already_on'
      const step = stepOf(factor.sealed, code)
      if (step === null) return 'wrong_code'
      const { codes, kept } = await newCodes()
      return database.transaction().execute(async (transaction) => {
        if (!(await takeStep(transaction, factor, step, true))) return 'wrong_code'
        await replaceCodes(transaction, person, kept)
        return codes
      })
    },
    async renewCodes(person) {
      if ((await inForce(person)) === null) return null
      const { codes, kept } = await newCodes()
      return database.transaction().execute(async (transaction) => {
        const locked = await transaction
          .selectFrom('second_factor')
          .select('person')
          .where('site_id', '=', site)
          .where('person', '=', person)
          .where('confirmed_at', 'is not', null)
          .forUpdate()
          .executeTakeFirst()
        if (locked === undefined) return null
        await replaceCodes(transaction, person, kept)
        return codes
      })
    },
    async take(person, code) {
      const factor = await inForce(person)
      if (factor === null) return null
      const step = stepOf(factor.sealed, code)
      if (step !== null) return (await takeStep(database, factor, step, false)) ? 'app' : null
      return (await takeRecoveryCode(person, code)) ? 'recovery' : null
    },
    turnOff: (person) => removeSecondFactor(database, site, person),
  }
}

/** Takes a person's second factor off; false: there was none in force. */
export async function removeSecondFactor(
  database: Kysely<Tables>,
  site: string,
  person: string,
): Promise<boolean> {
  const gone = await database
    .deleteFrom('second_factor')
    .where('site_id', '=', site)
    .where('person', '=', person)
    .returning('confirmed_at')
    .executeTakeFirst()
  return gone?.confirmed_at != null
}
