import type { Kysely } from 'kysely'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { publishedPasswords, publishedTokens } from '#core/site/published-secrets.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { hashToken } from '#store/tokens.ts'
import { firstPasswordDigest } from './password.ts'

/** Secrets in force that everybody can read or guess. */
export interface WeakSecrets {
  /** The people whose password is still a published one. */
  readonly people: readonly string[]
  /** Feeds and programs with a published token. */
  readonly published: readonly string[]
  /** Feeds and programs whose token is shorter than it should be. */
  readonly short: readonly string[]
}

/** What of a site's secrets is weak; `key` is the installation's `sessionKey`. */
export async function readWeakSecrets(
  database: Kysely<Tables>,
  { site, key }: { site: string; key: string },
): Promise<WeakSecrets> {
  const [accounts, tokens] = await Promise.all([
    database
      .selectFrom('account')
      .select(['person', 'first_mark'])
      .where('site_id', '=', site)
      .where('disabled', '=', false)
      .where('password_hash', 'is', null)
      .where('first_mark', 'is not', null)
      .orderBy('person')
      .execute(),
    database
      .selectFrom('token')
      .select(['name', 'hash', 'short'])
      .where('site_id', '=', site)
      .orderBy('name')
      .execute(),
  ])
  const known = [...publishedPasswords]
  const hashes = new Set([...publishedTokens].map(hashToken))
  const isWeak = (person: string, mark: string | null) =>
    known.some((password) => firstPasswordDigest(key, person, password) === mark)
  return {
    people: accounts.flatMap(({ person, first_mark }) => (isWeak(person, first_mark) ? [person] : [])),
    published: tokens.flatMap(({ name, hash }) => (hashes.has(hash) ? [name] : [])),
    short: tokens.flatMap(({ name, hash, short }) => (short && !hashes.has(hash) ? [name] : [])),
  }
}

/** The same as notes for administrators. */
export function weakNotes({ people, published, short }: WeakSecrets): MachineNote[] {
  return [
    ...(people.length === 0 ? [] : [{ code: 'published_passwords', count: people.length } as const]),
    ...(published.length === 0 ? [] : [{ code: 'published_tokens', names: published.join(', ') } as const]),
    ...(short.length === 0 ? [] : [{ code: 'short_tokens', names: short.join(', ') } as const]),
  ]
}
