import { type Kysely, sql } from 'kysely'

/** What the targets of alerts keep secret, sealed: passwords, tokens, and the addresses of robots. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table target_secret (
      site_id text not null,
      target text not null,
      name text not null,
      sealed text not null,
      primary key (site_id, target, name)
    )`.execute(db)
}
