import { sql } from 'kysely'
import type { Link, ReadLink } from '#platform/links.ts'
import type { Database } from './postgres/database.ts'

/** What became of a link so far. Instants in ms since 1970. */
export type LinkUse =
  | { readonly is: 'good' }
  | { readonly is: 'expired' }
  | { readonly is: 'revoked' }
  /** It serves once, and did. */
  | { readonly is: 'used'; readonly at: number }

/** The links of a department as an administrator sees them. */
export interface LinkUseLog {
  readonly subject: string
  readonly opened: number
  readonly lastOpenedAt: number | null
  /** Those issued before are revoked. */
  readonly revokedBefore: number | null
}

/** Which links were opened, used and revoked: a link itself knows only until when it holds. */
export interface LinkUses {
  /** Whether the link holds. Looking changes nothing. */
  status(read: ReadLink): Promise<LinkUse>
  /**
   * Records that it was opened, a page that asks again and again once; true: for the first time within the hour, which
   * is worth an audit record.
   */
  opened(read: ReadLink): Promise<boolean>
  /** It did what it serves for once. */
  done(read: ReadLink): Promise<void>
  /** Revokes all links of a subject that were issued until now. */
  revoke(kind: Link['is'], subject: string): Promise<void>
  ledger(kind: Link['is']): Promise<LinkUseLog[]>
  /** Forgets the uses of links that ended a month ago. */
  sweep(): Promise<void>
}

const HOUR_MS = 3_600_000
const KEPT_MS = 30 * 24 * HOUR_MS

export const subjectOf = (link: Link) => (link.is === 'ack' ? link.person : link.department)

export interface LinkUsesOptions {
  readonly database: Database
  readonly site: string
  readonly now: () => number
}

export function createLinkUses({ database, site, now }: LinkUsesOptions): LinkUses {
  const key = ({ link, digest }: ReadLink) => ({ kind: link.is, subject: subjectOf(link), digest })

  async function cutoff(kind: Link['is'], subject: string): Promise<number | null> {
    const row = await database
      .selectFrom('link_cutoff')
      .select('before')
      .where('site_id', '=', site)
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .executeTakeFirst()
    return row?.before.getTime() ?? null
  }

  return {
    async status(read) {
      const { kind, subject, digest } = key(read)
      const before = await cutoff(kind, subject)
      if (before !== null && read.link.issuedAt <= before) return { is: 'revoked' }
      const use = await database
        .selectFrom('link_use')
        .select('done_at')
        .where('site_id', '=', site)
        .where('digest', '=', digest)
        .executeTakeFirst()
      const doneAt = use?.done_at ?? null
      if (doneAt !== null) return { is: 'used', at: doneAt.getTime() }
      return read.link.expiresAt <= now() ? { is: 'expired' } : { is: 'good' }
    },
    async opened(read) {
      const { kind, subject, digest } = key(read)
      const [at, expires] = [new Date(now()), new Date(read.link.expiresAt)]
      const { rows } = await sql<{ before: Date | null }>`
        with before as (select last_at from link_use where site_id = ${site} and digest = ${digest})
        insert into link_use as known (site_id, digest, kind, subject, first_at, last_at, expires_at)
        values (${site}, ${digest}, ${kind}, ${subject}, ${at}, ${at}, ${expires})
        on conflict (site_id, digest) do update set last_at = ${at},
          opened = known.opened + (known.last_at <= ${at}::timestamptz - interval '5 minutes')::int
        returning (select last_at from before) as before`.execute(database)
      const last = rows[0]?.before ?? null
      return last === null || now() - last.getTime() >= HOUR_MS
    },
    async done(read) {
      const { kind, subject, digest } = key(read)
      const [at, expires] = [new Date(now()), new Date(read.link.expiresAt)]
      await sql`
        insert into link_use as known (site_id, digest, kind, subject, first_at, last_at, done_at, expires_at)
        values (${site}, ${digest}, ${kind}, ${subject}, ${at}, ${at}, ${at}, ${expires})
        on conflict (site_id, digest) do update set done_at = coalesce(known.done_at, ${at})`.execute(
        database,
      )
    },
    async revoke(kind, subject) {
      const before = new Date(now())
      await sql`
        insert into link_cutoff (site_id, kind, subject, before) values (${site}, ${kind}, ${subject}, ${before})
        on conflict (site_id, kind, subject) do update set before = ${before}`.execute(database)
    },
    async ledger(kind) {
      const { rows } = await sql<{ subject: string; opened: number; last: Date | null; before: Date | null }>`
        select subject, coalesce(sum(opened), 0)::int as opened, max(last_at) as last, max(before) as before
        from (
          select subject, opened, last_at, null::timestamptz as before from link_use
            where site_id = ${site} and kind = ${kind}
          union all
          select subject, 0, null, before from link_cutoff where site_id = ${site} and kind = ${kind}
        ) as known
        group by subject order by subject`.execute(database)
      return rows.map(({ subject, opened, last, before }) => ({
        subject,
        opened,
        lastOpenedAt: last?.getTime() ?? null,
        revokedBefore: before?.getTime() ?? null,
      }))
    },
    async sweep() {
      await database
        .deleteFrom('link_use')
        .where('site_id', '=', site)
        .where('expires_at', '<', new Date(now() - KEPT_MS))
        .execute()
    },
  }
}
