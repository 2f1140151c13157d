import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The months (UTC) in which these instants lie, each as the instant of its beginning, without repetition. */
export function monthsOf(instants: Iterable<number>): number[] {
  const months = new Set<number>()
  for (const instant of instants) {
    const date = new Date(instant)
    months.add(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1))
  }
  return [...months].sort((a, b) => a - b)
}

type Bound = 'ms' | 'timestamp'

/**
 * Makes sure that a table partitioned by month has the partitions of these months. `bound` says what it is
 * partitioned by: a number of ms, or a timestamp.
 */
export async function ensureMonths(
  database: Database,
  table: 'event' | 'interval_record',
  bound: Bound,
  months: readonly number[],
): Promise<void> {
  for (const month of months) {
    const date = new Date(month)
    const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    const name = `${table}_${date.toISOString().slice(0, 7).replace('-', '_')}`
    const literal = (ms: number) => sql.lit(bound === 'ms' ? ms : new Date(ms).toISOString())
    await sql`
      create table if not exists ${sql.table(name)} partition of ${sql.table(table)}
      for values from (${literal(month)}) to (${literal(next)})`.execute(database)
  }
}
