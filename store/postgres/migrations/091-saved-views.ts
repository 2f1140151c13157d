import { type Kysely, sql } from 'kysely'

/** Views of History that people keep: a name, and what stands in the address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table saved_view (
      site_id text not null,
      id uuid not null default gen_random_uuid(),
      person text not null,
      name text not null,
      query text not null,
      made_at timestamptz(3) not null default now(),
      primary key (site_id, person, id),
      unique (site_id, person, name)
    )`.execute(db)
}
