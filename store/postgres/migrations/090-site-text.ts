import { type Kysely, sql } from 'kysely'

/** A version's text as people wrote it, with its comments and without any secret, and why it was made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table site_version add column text text, add column why text`.execute(db)
}
