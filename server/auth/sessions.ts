import { type Kysely, sql } from 'kysely'
import type { Tables } from '#store/postgres/tables.ts'
import { gathered } from './gathered.ts'
import { digestOf, newToken } from './secret-token.ts'

/** Unused for this long, or this old whatever its use, a session ends. */
export const IDLE_SEC = 12 * 3_600
export const LONGEST_SEC = 7 * 24 * 3_600
/** How often at most the use of a session is written down. */
const SEEN_EVERY_SEC = 300
/** A browser's name is some 120 characters; what is longer is none, and nobody reads it. */
const LONGEST_AGENT = 400

export interface Session {
  /** Digest of the token: it names the session in the database and in this process. */
  id: string
  person: string
  mustChange: boolean
  /** The person has a second factor in force. */
  secondFactor: boolean
  /** Since when, ms since 1970. */
  since: number
}

/** From where a session was begun. */
export interface Begun {
  readonly address: string
  /** What the browser says that it is (`User-Agent`). */
  readonly agent: string | null
}

/** A session as its person sees it among theirs. Instants in ms of the database's clock. */
export interface OwnSession {
  /** Under which it is ended. */
  readonly handle: string
  readonly id: string
  readonly address: string | null
  readonly agent: string | null
  readonly since: number
  /** To five minutes. */
  readonly seen: number
}

/** Sessions of people, in PostgreSQL: of a token only its digest, so that a copy of the database opens nothing. */
export interface Sessions {
  create(person: string, begun: Begun): Promise<{ id: string; token: string }>
  find(token: string): Promise<Session | null>
  /** Those of these sessions that hold now. */
  holding(ids: readonly string[]): Promise<ReadonlyMap<string, Session>>
  end(id: string): Promise<void>
  /** Those of a person that hold now, the last used first. */
  list(person: string): Promise<OwnSession[]>
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

  async function look(ids: readonly string[]) {
    const stale = sql<boolean>`session.seen_at < now() - make_interval(secs => ${SEEN_EVERY_SEC})`
    const factor = sql<boolean>`exists (select 1 from second_factor of where of.site_id = session.site_id
      and of.person = session.person and of.confirmed_at is not null)`
    const rows = await valid()
      .where(among(ids))
      .select(['session.id', 'session.person', 'session.created_at', 'account.must_change'])
      .select([stale.as('stale'), factor.as('factor')])
      .execute()
    const sessions = rows.map(
      ({ id, person, created_at, must_change: mustChange, factor: secondFactor }) => ({
        ...{ id, person, mustChange, secondFactor, since: created_at.getTime() },
      }),
    )
    const unseen = rows.flatMap((row) => (row.stale ? [row.id] : []))
    return { unseen, sessions: new Map<string, Session>(sessions.map((session) => [session.id, session])) }
  }

  const found = gathered(async (ids) => {
    const { unseen, sessions } = await look(ids)
    await seen(unseen)
    return sessions
  })
  /** Being asked whether it holds is no use of a session. */
  const held = gathered(async (ids) => (await look(ids)).sessions)

  return {
    async create(person, { address, agent }) {
      const { token, digest: id } = newToken()
      const expires_at = sql<Date>`now() + make_interval(secs => ${LONGEST_SEC})`
      await database
        .insertInto('session')
        .values({
          id,
          site_id: site,
          person,
          expires_at,
          address,
          agent: agent?.slice(0, LONGEST_AGENT) ?? null,
        } as never)
        .execute()
      return { id, token }
    },
    find: (token) => found(digestOf(token)),
    async holding(ids) {
      const all = await Promise.all(ids.map(held))
      return new Map(all.flatMap((session) => (session === null ? [] : [[session.id, session] as const])))
    },
    async end(id) {
      await database.deleteFrom('session').where('id', '=', id).execute()
    },
    async list(person) {
      const rows = await valid()
        .where('session.person', '=', person)
        .select(['handle', 'id', 'address', 'agent', 'created_at', 'seen_at'])
        .orderBy('seen_at', 'desc')
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(({ created_at, seen_at, ...session }) => ({
        ...session,
        since: created_at.getTime(),
        seen: seen_at.getTime(),
      }))
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
