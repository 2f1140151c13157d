import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

const INT8 = 20

/**
 * Opens a pool of connections; nothing is connected before the first query. Whole numbers of 8 bytes come as
 * numbers: ours are milliseconds and counts, far below 2⁵³.
 */
export function createDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 8,
    connectionTimeoutMillis: 5_000,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === INT8 ? Number : pg.types.getTypeParser(id, format as 'text'),
    },
  })
  // A connection that breaks is replaced by the pool, and the query that it carried is told by its own rejection;
  // without listeners it would end the process, between the queries of a transaction, too.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
