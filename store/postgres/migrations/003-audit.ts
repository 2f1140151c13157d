import { type Kysely, sql } from 'kysely'

/** Who did or saw what, and when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit (
      site_id text not null,
      id uuid not null default gen_random_uuid(),
      at timestamptz(3) not null,
      who text not null,
      action text not null,
      subject text,
      detail jsonb not null default '{}',
      primary key (site_id, id)
    )`.execute(db)
  await sql`create index audit_at on audit (site_id, at desc)`.execute(db)
}
