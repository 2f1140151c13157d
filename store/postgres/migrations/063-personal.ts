import { type Kysely, sql } from 'kysely'

/**
 * Personal data goes before the events that it stands in: up to where it has gone, and what was open or owed then and is
 * to be looked at again. Records of figures are called intervals from now on, as in the site file.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table retention rename column figures to intervals`.execute(db)
  await sql`
    alter table retention
      add column personal bigint not null default 0,
      add column personal_pos_ms bigint not null default 0,
      add column personal_pos_seq bigint not null default 0`.execute(db)
  await sql`
    create table personal_held (
      site_id text not null,
      kind text not null,
      subject text not null,
      primary key (site_id, kind, subject)
    )`.execute(db)
}
