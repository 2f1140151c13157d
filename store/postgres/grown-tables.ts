import { sql } from 'kysely'
import type { Database } from './database.ts'

/** So many rows, and so large a part of the table, that what the planner knows of it is of another table. */
const GROWN_BY = 5_000
const GROWN_PART = 0.2

/**
 * Has PostgreSQL look anew at those months of the archive that grew much since it last did. It does so by itself a minute or
 * two later; till then, after a backlog, it takes a large month for an empty one, and one query may take ten minutes.
 */
export async function analyzeGrown(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables
    where schemaname = current_schema() and relname like 'event\\_%'
      and n_mod_since_analyze > ${GROWN_BY} + ${GROWN_PART}::float8 * n_live_tup`.execute(database)
  for (const { name } of rows) await sql`analyze ${sql.table(name)}`.execute(database)
}
