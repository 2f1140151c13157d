import { type Kysely, sql } from 'kysely'

/** What was removed because it had been kept for as long as the site file says: the last run, which may be under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table retention (
      site_id text primary key,
      keep_days jsonb not null,
      begun_at timestamptz(3) not null,
      finished_at timestamptz(3),
      events_before timestamptz(3),
      events bigint not null default 0,
      audit bigint not null default 0,
      figures bigint not null default 0
    )`.execute(db)
}
