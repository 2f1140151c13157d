import { type Kysely, sql } from 'kysely'

/** How a paired television shows its board; null: as its address says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table screen add column settings json`.execute(db)
}
