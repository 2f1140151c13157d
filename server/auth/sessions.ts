import { type Kysely, sql } from 'kysely'
import type { Tables } from '#store/postgres/tables.ts'
import { gathered } from './gathered.ts'
import { digestOf, newToken } from './secret-token.ts'

/** Unused for this long, or this old whatever its use, a session ends. */
export const IDLE_SEC = 12 * 3_600
export const LONGEST_SEC = 7 * 24 * 3_600
/** How often at most the use of a session is written down. */
const SEEN_EVERY_SEC = 300

export interface Session {
  /** Digest of the token: it names the session in the database and in this process. */
  id: string
  person: string
  mustChange: boolean
}

/** Sessions of people, in PostgreSQL: of a token only its digest, so that a copy of the database opens nothing. */
export interface Sessions {
  create(person: string): Promise<{ id: string; token: string }>
  find(token: string): Promise<Session | null>
  /** Those of these sessions that hold now. */
  holding(ids: readonly string[]): Promise<Set<string>>
  end(id: string): Promise<void>
  /** Ends all sessions of a person but one. */
  endOthers(person: string, keep: string | null): Promise<string[]>
  /** Forgets those that have run out. */
  sweep(): Promise<void>
}

export function createSessions(database: Kysely<Tables>, site: string): Sessions {
  const alive = sql<boolean>`session.expires_at > now()
    and session.seen_at > now() - make_interval(secs => ${IDLE_SEC}) and not account.disabled`
  const valid = () =>
    database
      .selectFrom('session')
      .innerJoin('account', (join) =>
        join.onRef('account.site_id', '=', 'session.site_id').onRef('account.person', '=', 'session.person'),
      )
      .where('session.site_id', '=', site)
      .where(alive)

  const among = (ids: readonly string[]) => sql<boolean>`session.id = any(${sql.val([...ids])}::text[])`

  async function seen(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await sql`update session set seen_at = now() where ${among(ids)}
      and seen_at < now() - make_interval(secs => ${SEEN_EVERY_SEC})`.execute(database)
  }

  const found = gathered(async (ids): Promise<Map<string, Session>> => {
    const stale = sql<boolean>`session.seen_at < now() - make_interval(secs => ${SEEN_EVERY_SEC})`
    const rows = await valid()
      .where(among(ids))
      .select(['session.id', 'session.person', 'account.must_change', stale.as('stale')])
      .execute()
    await seen(rows.flatMap((row) => (row.stale ? [row.id] : [])))
    return new Map(rows.map(({ id, person, must_change: mustChange }) => [id, { id, person, mustChange }]))
  })

  const held = gathered(async (ids): Promise<Map<string, string>> => {
    const rows = await valid().where(among(ids)).select('session.id').execute()
    return new Map(rows.map(({ id }) => [id, id]))
  })

  return {
    async create(person) {
      const { token, digest: id } = newToken()
      const expires_at = sql<Date>`now() + make_interval(secs => ${LONGEST_SEC})`
      await database
        .insertInto('session')
        .values({ id, site_id: site, person, expires_at } as never)
        .execute()
      return { id, token }
    },
    find: (token) => found(digestOf(token)),
    async holding(ids) {
      const all = await Promise.all(ids.map(held))
      return new Set(all.filter((id) => id !== null))
    },
    async end(id) {
      await database.deleteFrom('session').where('id', '=', id).execute()
    },
    async endOthers(person, keep) {
      const rows = await database
        .deleteFrom('session')
        .where('site_id', '=', site)
        .where('person', '=', person)
        .where('id', '!=', keep ?? '')
        .returning('id')
        .execute()
      return rows.map(({ id }) => id)
    },
    async sweep() {
      await sql`delete from session where expires_at < now()
        or seen_at < now() - make_interval(secs => ${IDLE_SEC})`.execute(database)
    },
  }
}
