import { type Kysely, sql } from 'kysely'

/** By what a person recognises a session of theirs, and the name under which they end it: its id is the token's digest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table session
      add column handle uuid not null default gen_random_uuid(),
      add column address text,
      add column agent text`.execute(db)
}
