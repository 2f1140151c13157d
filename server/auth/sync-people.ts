import { type Kysely, sql } from 'kysely'
import type { PersonConfig } from '#core/site/site-schema.ts'
import { giveFirstPasswords } from '#platform/first-secrets.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { loginOf } from './accounts.ts'
import { firstPasswordDigest } from './password.ts'

export interface SyncPeopleOptions {
  site: string
  /** The people of the site file, with their first passwords. */
  people: readonly PersonConfig[]
  /** Secret of this installation (`sessionKey`), for the marks of first passwords. */
  key: string
  /** Where first passwords are kept of people whom the file gives none; not given: they stay without. */
  dataDir?: string
}

interface Wanted {
  person: string
  first_mark: string | null
  disabled: boolean
}

/**
 * Makes the accounts follow the site file (contract §6): a new person gets one, with the first password, of the file or
 * of the data folder; a first
 * password that is another than before is in force again and ends the person's sessions, which is how a forgotten
 * one is replaced; who is disabled or gone loses their sessions. Run in the transaction that keeps the file.
 */
export async function syncPeople(database: Kysely<Tables>, options: SyncPeopleOptions): Promise<void> {
  const given = await firstPasswordsFor(database, options)
  const wanted = options.people.map(({ id, password = given.get(id), disabled }) => ({
    person: id,
    first_mark: password === undefined ? null : firstPasswordDigest(options.key, id, password),
    disabled: disabled === true,
  }))
  if (wanted.length > 0) await upsert(database, options.site, wanted)
  await disableOthers(
    database,
    options.site,
    options.people.map(({ id }) => id),
  )
  await sql`delete from session using account where session.site_id = ${options.site} and account.disabled
    and account.site_id = session.site_id and account.person = session.person`.execute(database)
}

/** First passwords, by person, of those who could not sign in otherwise. */
async function firstPasswordsFor(
  database: Kysely<Tables>,
  { site, people, dataDir }: SyncPeopleOptions,
): Promise<Map<string, string>> {
  if (dataDir === undefined) return new Map()
  const accounts = await database
    .selectFrom('account')
    .select('person')
    .where('site_id', '=', site)
    .where((where) => where.or([where('password_hash', 'is not', null), where('first_mark', 'is not', null)]))
    .execute()
  const able = new Set(accounts.map(({ person }) => person))
  const lacking = people.filter(
    ({ id, password, disabled }) => password === undefined && disabled !== true && !able.has(id),
  )
  const given = giveFirstPasswords(dataDir, lacking.map(loginOf))
  return new Map(lacking.map((person) => [person.id, given.get(loginOf(person))!]))
}

async function upsert(database: Kysely<Tables>, site: string, wanted: readonly Wanted[]): Promise<void> {
  const column = <K extends keyof Wanted>(name: K) => wanted.map((row) => row[name])
  // A first password that has changed takes the chosen one away; a file without one leaves both as they are. Who stays as
  // they were is not written: of a thousand people an edit of the site changes one.
  await sql`
    with given as (
      select given.* from unnest(${column('person')}::text[], ${column('first_mark')}::text[], ${column('disabled')}::boolean[])
        as given (person, first_mark, disabled)
      left join account as known on known.site_id = ${site} and known.person = given.person
      where known.person is null or known.disabled <> given.disabled
        or (given.first_mark is not null and given.first_mark is distinct from known.first_mark)
    ), renewed as (
      delete from session using given, account
      where session.site_id = ${site} and session.person = given.person
        and account.site_id = ${site} and account.person = given.person
        and given.first_mark is distinct from account.first_mark and given.first_mark is not null
    )
    insert into account as known (site_id, person, first_mark, disabled)
    select ${site}, person, first_mark, disabled from given
    on conflict (site_id, person) do update set
      disabled = excluded.disabled,
      first_mark = coalesce(excluded.first_mark, known.first_mark),
      password_hash = case when excluded.first_mark is distinct from known.first_mark
        and excluded.first_mark is not null then null else known.password_hash end,
      must_change = known.must_change or (excluded.first_mark is distinct from known.first_mark
        and excluded.first_mark is not null)`.execute(database)
}

async function disableOthers(database: Kysely<Tables>, site: string, people: string[]): Promise<void> {
  await sql`update account set disabled = true
    where site_id = ${site} and not disabled and person <> all(${people}::text[])`.execute(database)
}
