import { sql } from 'kysely'
import type { LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { type BenchResult, rounded } from '../../bench-result.ts'
import { dayEvents } from '../day-events.ts'

const EVENTS = 200_000
const AT_ONCE = 1_000

/** What the indexes were before: by subject and by type, each of every event with its time. */
async function formerIndexes(database: Database): Promise<void> {
  for (const name of ['event_about', 'event_agent', 'event_when'])
    await sql`drop index ${sql.ref(name)}`.execute(database)
  await sql`create index event_subject on event (site_id, subject, time)`.execute(database)
  await sql`create index event_type on event (site_id, type, time)`.execute(database)
}

/** Bytes that an archived event takes: in all, and its indexes alone; and how many are archived in a second. */
async function measure(list: readonly LogEntry[], prepare?: (database: Database) => Promise<void>) {
  const postgres = await startPostgres()
  const database = createDatabase(postgres.url)
  try {
    await migrate(database)
    await prepare?.(database)
    const archive = createEventArchive(database, 'bench')
    const began = performance.now()
    let after = LOG_START
    for (let from = 0; from < list.length; from += AT_ONCE) {
      const part = list.slice(from, from + AT_ONCE)
      await archive.write(after, part)
      after = part.at(-1)!.pos
    }
    const seconds = (performance.now() - began) / 1_000
    const { rows } = await sql<{ total: number; indexes: number }>`
      select sum(pg_total_relation_size(inhrelid))::float8 as total, sum(pg_indexes_size(inhrelid))::float8 as indexes
      from pg_inherits where inhparent = 'event'::regclass`.execute(database)
    const { total, indexes } = rows[0]!
    return { bytes: total / list.length, indexBytes: indexes / list.length, perSec: list.length / seconds }
  } finally {
    await database.destroy()
    await postgres.stop()
  }
}

/** What an archived event takes with its indexes, beside what it took with those of before. */
export async function size(tell: (result: BenchResult) => void): Promise<void> {
  const list = dayEvents(EVENTS).map((event, index) => ({
    pos: `${event.time}-${index}`,
    at: event.time,
    event,
  }))
  const before = await measure(list, formerIndexes)
  const ours = await measure(list)
  console.error(
    `  indexes ${Math.round(before.indexBytes)} → ${Math.round(ours.indexBytes)} bytes an event; archived ${Math.round(before.perSec)} → ${Math.round(ours.perSec)} events/s`,
  )
  const ratio = ours.bytes / before.bytes
  tell({
    name: 'archived-event',
    ...{ value: rounded(ours.bytes), unit: 'bytes', baseline: rounded(before.bytes), ratio: rounded(ratio) },
    ...{ target: 'ratio ≤ 0.9', met: ratio <= 0.9 },
  })
}
