import { sql } from 'kysely'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import type { Database } from './database.ts'
import { ensureMonths, monthsOf } from './month-partitions.ts'
import type { EventTable } from './tables.ts'

/** The archived log of a site. */
export interface EventArchive {
  /**
   * Writes the entries that follow on `after`; the same again change nothing. Throws and writes nothing if the archive
   * ends before `after` (a database that lost its last commits): it must be written from its `position` on.
   */
  write(after: string, entries: readonly LogEntry[]): Promise<void>
  /** Goes on behind a hole that nothing can fill. */
  skipTo(pos: string): Promise<void>
  /** Up to where the log is archived without a gap, `0-0` if nothing is. */
  position(): Promise<string>
  /** The entries after a position, oldest first, at most `count`. */
  read(after: string, count: number): Promise<LogEntry[]>
  /** Every event about an entity, and with `asCase` those that name it as their case, oldest first by their order. */
  about(subject: string, options?: { asCase?: boolean; count?: number }): Promise<LogEntry[]>
}

const ABOUT_MOST = 5_000

export function createEventArchive(database: Database, site: string): EventArchive {
  const known = new Set<number>()
  return {
    async write(after, entries) {
      const last = entries.at(-1)
      if (last === undefined) return
      const months = monthsOf(entries.map(({ pos }) => splitPosition(pos).ms))
      const missing = months.filter((month) => !known.has(month))
      await ensureMonths(database, 'event', 'ms', missing)
      for (const month of missing) known.add(month)
      await database.transaction().execute(async (transaction) => {
        const end = await positionOf(transaction, site)
        if (comparePositions(end, after) < 0)
          throw new Error(`the archive ends at ${end}, before ${after}: its last commits are gone`)
        await insertEntries(transaction, site, entries)
        await advancePosition(transaction, site, last.pos)
      })
    },
    skipTo: (pos) => advancePosition(database, site, pos),
    position: () => positionOf(database, site),
    async read(after, count) {
      const { ms, seq } = splitPosition(after)
      const rows = await database
        .selectFrom('event')
        .selectAll()
        .where('site_id', '=', site)
        .where(sql<boolean>`(pos_ms, pos_seq) > (${ms}, ${seq})`)
        .orderBy('pos_ms')
        .orderBy('pos_seq')
        .limit(count)
        .execute()
      return rows.map(entryOf)
    },
    async about(subject, { asCase = false, count = ABOUT_MOST } = {}) {
      const rows = await database
        .selectFrom('event')
        .selectAll()
        .where('site_id', '=', site)
        .where((where) =>
          asCase
            ? where.or([
                where('subject', '=', subject),
                sql<boolean>`data ? 'case' and left(data->>'case', 128) = ${subject}`,
              ])
            : where('subject', '=', subject),
        )
        .orderBy('time')
        .orderBy(sql`source collate "C"`)
        .orderBy(sql`id collate "C"`)
        .limit(count)
        .execute()
      return rows.map(entryOf)
    },
  }
}

async function positionOf(database: Database, site: string): Promise<string> {
  const row = await database
    .selectFrom('archive_position')
    .selectAll()
    .where('site_id', '=', site)
    .executeTakeFirst()
  return row === undefined ? LOG_START : `${row.pos_ms}-${row.pos_seq}`
}

function splitPosition(pos: string): { ms: number; seq: number } {
  const [ms, seq] = pos.split('-')
  return { ms: Number(ms), seq: Number(seq ?? 0) }
}

async function insertEntries(database: Database, site: string, entries: readonly LogEntry[]): Promise<void> {
  const column = <T>(value: (entry: LogEntry) => T) => entries.map(value)
  const instant = (name: string) => sql`to_timestamp(${sql.ref(name)} / 1000.0)`
  await sql`
    insert into event (site_id, pos_ms, pos_seq, at, time, sent_time, source, id, type, subject, data)
    select ${site}, pos_ms, pos_seq, ${instant('at')}, ${instant('time')}, ${instant('sent_time')},
      source, id, type, subject, data
    from unnest(
      ${column(({ pos }) => splitPosition(pos).ms)}::bigint[],
      ${column(({ pos }) => splitPosition(pos).seq)}::bigint[],
      ${column(({ at }) => at)}::bigint[],
      ${column(({ event }) => event.time)}::bigint[],
      ${column(({ event }) => event.sentTime ?? null)}::bigint[],
      ${column(({ event }) => event.source)}::text[],
      ${column(({ event }) => event.id)}::text[],
      ${column(({ event }) => event.type)}::text[],
      ${column(({ event }) => event.subject)}::text[],
      ${column(({ event }) => storableJson(event.data))}::jsonb[]
    ) as entry (pos_ms, pos_seq, at, time, sent_time, source, id, type, subject, data)
    on conflict do nothing`.execute(database)
}

async function advancePosition(database: Database, site: string, pos: string): Promise<void> {
  const { ms, seq } = splitPosition(pos)
  await sql`
    insert into archive_position as known (site_id, pos_ms, pos_seq) values (${site}, ${ms}, ${seq})
    on conflict (site_id) do update set pos_ms = excluded.pos_ms, pos_seq = excluded.pos_seq
    where (known.pos_ms, known.pos_seq) < (excluded.pos_ms, excluded.pos_seq)`.execute(database)
}

const UNSTORABLE = /\\u(0000|d[89a-f]\w\w)/i

/** JSON as PostgreSQL can keep it: it has no NUL and no half of a surrogate pair, which JSON may have. */
export function storableJson(data: AnyEvent['data']): string {
  const json = JSON.stringify(data)
  if (!UNSTORABLE.test(json)) return json
  return JSON.stringify(cleaned(data))
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd')
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [cleaned(key) as string, cleaned(inner)]),
  )
}

function entryOf(row: EventTable): LogEntry {
  const { id, source, type, subject, data, sent_time: sent } = row
  const event: AnyEvent = { id, source, type, time: row.time.getTime(), subject, data }
  return {
    pos: `${row.pos_ms}-${row.pos_seq}`,
    at: row.at.getTime(),
    event: sent === null ? event : { ...event, sentTime: sent.getTime() },
  }
}
