import { type Kysely, sql } from 'kysely'

/** What shifts handed over, and who took it over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shift_handover (
      site_id text not null,
      id uuid not null default gen_random_uuid(),
      made_at timestamptz(3) not null,
      made_by text not null,
      note text not null default '',
      content jsonb not null,
      taken_at timestamptz(3),
      taken_by text,
      primary key (site_id, id)
    )`.execute(db)
  await sql`create index shift_handover_at on shift_handover (site_id, made_at desc)`.execute(db)
}
