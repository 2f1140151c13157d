import { sql } from 'kysely'
import type { Database } from './database.ts'

/** How much the archived log of a database takes, and how fast it grows. */
export interface ArchiveSize {
  /** Of all events with their indexes, those of other sites in the same database too. */
  readonly bytes: number
  /** What an event takes with its indexes; null: there are too few to tell. */
  readonly bytesPerEvent: number | null
  /** What is added in a day at the pace of the last days; null: it has not been written to for a day. */
  readonly bytesPerDay: number | null
  /** How many days the oldest event lies back. */
  readonly ageDays: number
}

const DAY_MS = 86_400_000
/** So many days are looked at: one alone may be a holiday. */
const PACE_DAYS = 7
/** Below, pages that are begun count for more than what stands in them. */
const ENOUGH = 10_000

/**
 * Measures it by the newest partitions; `now`: real time, ms, as positions go by it. Events are counted by what the
 * database estimates, but for those of the last days.
 */
export async function archiveSize(database: Database, now: number): Promise<ArchiveSize> {
  const { rows } = await sql<{ bytes: number; first: number | null; recent: number; since: number | null }>`
    select
      (select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits
        where inhparent = 'event'::regclass)::float8 as bytes,
      (select min(pos_ms) from event)::float8 as first,
      (select count(*) from event where pos_ms > ${now - PACE_DAYS * DAY_MS}::bigint)::float8 as recent,
      (select min(pos_ms) from event where pos_ms > ${now - PACE_DAYS * DAY_MS}::bigint)::float8 as since`.execute(
    database,
  )
  const { bytes, first, recent, since } = rows[0]!
  const bytesPerEvent = await measured(database)
  const days = since === null ? 0 : (now - since) / DAY_MS
  return {
    bytes,
    bytesPerEvent,
    bytesPerDay: bytesPerEvent === null || days < 1 ? null : (recent / days) * bytesPerEvent,
    ageDays: first === null ? 0 : Math.max(0, (now - first) / DAY_MS),
  }
}

/** What an event takes, by the partition that holds most of them. */
async function measured(database: Database): Promise<number | null> {
  const { rows } = await sql<{ bytes: number; events: number }>`
    select pg_total_relation_size(child.oid)::float8 as bytes, child.reltuples::float8 as events
    from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = 'event'::regclass order by child.reltuples desc limit 1`.execute(database)
  const [largest] = rows
  return largest === undefined || largest.events < ENOUGH ? null : largest.bytes / largest.events
}
