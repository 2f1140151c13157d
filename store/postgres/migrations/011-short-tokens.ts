import { type Kysely, sql } from 'kysely'

/** Whether a token is shorter than it should be, which its hash does not tell. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table token add column short boolean not null default false`.execute(db)
}
