import { type Kysely, sql } from 'kysely'

/** What the fleet page shows of each wall, and asks of it: the build that it runs, to load anew, to show who it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table screen
      add column build text,
      add column reload_at timestamptz(3),
      add column identify_until timestamptz(3)`.execute(db)
}
