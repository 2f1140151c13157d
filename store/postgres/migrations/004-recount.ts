import { type Kysely, sql } from 'kysely'

/** How many of an agent's legs are over; and what the recounts (metrics.md) found, by the log position they stood at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table interval_record add column finished integer not null default 0`.execute(db)
  await sql`
    create table recount (
      site_id text not null,
      id bigint generated always as identity,
      at timestamptz(3) not null,
      pos text not null,
      span text not null check (span in ('touched', 'all')),
      intervals integer not null,
      corrected integer not null,
      took_ms integer not null,
      differences jsonb not null,
      found jsonb not null,
      primary key (site_id, id)
    )`.execute(db)
}
