import { type RawBuilder, sql } from 'kysely'
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

/** The tables that are partitioned by month. */
export type ByMonth = 'event' | 'interval_record'
type Bound = 'ms' | 'timestamp'

/**
 * Makes sure that a table partitioned by month has the partitions of these months. `bound` says what it is
 * partitioned by: a number of ms, or a timestamp.
 */
export async function ensureMonths(
  database: Database,
  table: ByMonth,
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

/** Never dropped are this month and the one before, whatever the site's clock says: they are written to. */
const IN_USE_MS = 62 * 86_400_000

/**
 * Drops the partitions that end before an instant (ms) and hold nothing any more, of no site. One that somebody reads
 * just now is left for the next time. Gives the names of those dropped.
 */
export async function dropEmptyMonths(database: Database, table: ByMonth, before: number): Promise<string[]> {
  const dropped: string[] = []
  for (const name of await monthsBefore(database, table, before))
    if (await dropUnless(database, name, sql`true`)) dropped.push(name)
  return dropped
}

/**
 * Drops the partitions that end before an instant (ms) and hold rows of this site alone, with all that is in them; `onDrop`
 * is told of their rows within the transaction. What several sites share is left to be removed row by row.
 */
export async function dropWholeMonths(
  database: Database,
  { table, site, before }: { table: ByMonth; site: string; before: number },
  onDrop: (transaction: Database, rows: number) => Promise<void>,
): Promise<void> {
  for (const name of await monthsBefore(database, table, before))
    await dropUnless(database, name, sql`site_id <> ${site}`, onDrop)
}

/** The names of the partitions that end before an instant (ms) and are in use no more, oldest first. */
async function monthsBefore(database: Database, table: ByMonth, before: number): Promise<string[]> {
  const end = Math.min(before, Date.now() - IN_USE_MS)
  const { rows } = await sql<{ name: string }>`
    select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass order by name`.execute(database)
  return rows.flatMap(({ name }) => {
    const [, year, month] = /_(\d{4})_(\d{2})$/.exec(name) ?? []
    return year === undefined || Date.UTC(Number(year), Number(month), 1) > end ? [] : [name]
  })
}

const LOCK_NOT_AVAILABLE = '55P03'

async function dropUnless(
  database: Database,
  name: string,
  stays: RawBuilder<unknown>,
  onDrop?: (transaction: Database, rows: number) => Promise<void>,
): Promise<boolean> {
  const mayGo = async (from: Database) => {
    const { rows } = await sql<{
      some: boolean
    }>`select exists (select 1 from ${sql.table(name)} where ${stays}) as some`.execute(from)
    return rows[0]?.some === false
  }
  if (!(await mayGo(database))) return false
  try {
    return await database.transaction().execute(async (transaction) => {
      await sql`set local lock_timeout = '1s'`.execute(transaction)
      await sql`lock table ${sql.table(name)} in access exclusive mode`.execute(transaction)
      if (!(await mayGo(transaction))) return false
      if (onDrop !== undefined) {
        const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(
          transaction,
        )
        await onDrop(transaction, Number(rows[0]?.rows ?? 0))
      }
      await sql`drop table ${sql.table(name)}`.execute(transaction)
      return true
    })
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}
