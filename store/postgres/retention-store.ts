import { sql } from 'kysely'
import { type Retained, retained } from '#core/site/retention-days.ts'
import type { Database } from './database.ts'

/** How many rows of what were removed. */
export type Removed = Readonly<Record<Retained, number>>

/** The last run that removed what was old. Instants in ms of the site's clock. */
export interface RetentionRun {
  /** The days of the site file by which it went. */
  readonly keepDays: Readonly<Partial<Record<Retained, number>>>
  readonly begunAt: number
  /** Null: it is under way, or was broken off. */
  readonly finishedAt: number | null
  /** Events received before this may be gone; null: none ever were removed. */
  readonly eventsBefore: number | null
  readonly removed: Removed
}

export interface RetentionStore {
  last(): Promise<RetentionRun | null>
  /** Begins a run; one that was broken off is gone on with, and keeps what it has counted. */
  begin(run: Pick<RetentionRun, 'keepDays' | 'begunAt'> & { eventsBefore: number | null }): Promise<void>
  /** Counts what was removed; with what removes it, in one transaction. */
  count(transaction: Database, what: Retained, rows: number): Promise<void>
  finish(at: number): Promise<void>
}

export function createRetentionStore(database: Database, site: string): RetentionStore {
  return {
    async last() {
      const row = await database
        .selectFrom('retention')
        .selectAll()
        .where('site_id', '=', site)
        .executeTakeFirst()
      if (row === undefined) return null
      return {
        keepDays: row.keep_days,
        begunAt: row.begun_at.getTime(),
        finishedAt: row.finished_at?.getTime() ?? null,
        eventsBefore: row.events_before?.getTime() ?? null,
        removed: { events: row.events, personal: row.personal, audit: row.audit, intervals: row.intervals },
      }
    },
    async begin({ keepDays, begunAt, eventsBefore }) {
      const before = eventsBefore === null ? null : new Date(eventsBefore)
      const anew = (name: Retained) =>
        sql`${sql.ref(name)} = case when known.finished_at is null then known.${sql.ref(name)} else 0 end`
      await sql`
        insert into retention as known (site_id, keep_days, begun_at, events_before)
        values (${site}, ${JSON.stringify(keepDays)}::jsonb, ${new Date(begunAt)}, ${before})
        on conflict (site_id) do update set keep_days = excluded.keep_days, begun_at = excluded.begun_at,
          finished_at = null, events_before = greatest(known.events_before, excluded.events_before),
          ${sql.join(retained.map(anew))}`.execute(database)
    },
    async count(transaction, what, rows) {
      if (rows === 0) return
      await sql`
        update retention set ${sql.ref(what)} = ${sql.ref(what)} + ${rows}::bigint
        where site_id = ${site}`.execute(transaction)
    },
    async finish(at) {
      await database
        .updateTable('retention')
        .set({ finished_at: new Date(at) })
        .where('site_id', '=', site)
        .execute()
    },
  }
}
