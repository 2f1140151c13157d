import type { Kysely } from 'kysely'
import type { PersonConfig, Site } from '#core/site/site-schema.ts'
import type { AccountTable } from '#store/postgres/people-tables.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { type Deadline, uncounted } from '../http/answer-within.ts'
import {
  firstPasswordDigest,
  hashPassword,
  isFirstPassword,
  isHashCurrent,
  pretendToVerify,
  verifyPassword,
} from './password.ts'

/** The accounts of a site's people and their passwords. The time that deriving keys takes is not held against a deadline. */
export interface Accounts {
  /** Whether this is the person's password: the first one of the site file until they have changed it. */
  verify(
    person: string | null,
    password: string,
    deadline?: Deadline,
  ): Promise<{ ok: false } | { ok: true; mustChange: boolean }>
  setPassword(person: string, password: string, deadline?: Deadline): Promise<void>
  /** Gives a password in place of any other, to be changed at once, and ends the person's sessions. */
  giveAnew(person: string, password: string): Promise<void>
  /** Whether a password is the person's first one. */
  isFirst(person: string, password: string): Promise<boolean>
}

export function createAccounts(database: Kysely<Tables>, site: string, key: string): Accounts {
  const load = (person: string): Promise<AccountTable | undefined> =>
    database
      .selectFrom('account')
      .selectAll()
      .where('site_id', '=', site)
      .where('person', '=', person)
      .executeTakeFirst()
  const matchesFirst = (account: AccountTable, password: string) =>
    account.first_mark !== null &&
    isFirstPassword(account.first_mark, firstPasswordDigest(key, account.person, password))

  async function matches(
    account: AccountTable | undefined,
    password: string,
    deadline: Deadline | undefined,
  ): Promise<boolean> {
    const pretend = () => uncounted(deadline, () => pretendToVerify(password))
    if (account === undefined || account.disabled) return pretend()
    if (account.password_hash !== null) return matchesKept(account, password, account.password_hash, deadline)
    await pretend()
    return account.must_change && matchesFirst(account, password)
  }

  /** One that an earlier release kept otherwise is kept anew as soon as it is known. */
  async function matchesKept(
    { person }: AccountTable,
    password: string,
    kept: string,
    deadline: Deadline | undefined,
  ): Promise<boolean> {
    const is = await uncounted(deadline, () => verifyPassword(password, kept))
    if (!is || isHashCurrent(kept)) return is
    await database
      .updateTable('account')
      .set({ password_hash: await uncounted(deadline, () => hashPassword(password)) })
      .where('site_id', '=', site)
      .where('person', '=', person)
      .where('password_hash', '=', kept)
      .execute()
    return true
  }

  return {
    async verify(person, password, deadline) {
      const account = await load(person ?? '')
      const ok = await matches(account, password, deadline)
      return ok && account !== undefined ? { ok, mustChange: account.must_change } : { ok: false }
    },
    async setPassword(person, password, deadline) {
      await database
        .updateTable('account')
        .set({ password_hash: await uncounted(deadline, () => hashPassword(password)), must_change: false })
        .where('site_id', '=', site)
        .where('person', '=', person)
        .execute()
    },
    async giveAnew(person, password) {
      const hash = await hashPassword(password)
      // The mark of the site file stays, so that its old first password is not in force again at its next change.
      await database
        .updateTable('account')
        .set({ password_hash: hash, must_change: true })
        .where('site_id', '=', site)
        .where('person', '=', person)
        .execute()
      await database.deleteFrom('session').where('site_id', '=', site).where('person', '=', person).execute()
    },
    async isFirst(person, password) {
      const account = await load(person)
      return account !== undefined && matchesFirst(account, password)
    },
  }
}

/** What a person types to sign in: the staff number, without one their id. */
export const loginOf = ({ login, id }: Pick<PersonConfig, 'login' | 'id'>): string => login ?? id

/** The person whose staff number (without one their id) or e-mail address this is; of several nobody, for it could be either. */
export function accountOf(site: Site, login: string): string | null {
  const wanted = login.trim().toLowerCase()
  const found = site.people.filter(
    (person) => loginOf(person).toLowerCase() === wanted || person.email?.toLowerCase() === wanted,
  )
  const [only, ...others] = found
  return only === undefined || others.length > 0 || only.disabled ? null : only.id
}
