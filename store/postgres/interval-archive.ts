import { sql } from 'kysely'
import type { Counts } from '#core/queues/counts.ts'
import type { IntervalRecord } from '#core/queues/queue-live.ts'
import type { Database } from './database.ts'
import { ensureMonths, monthsOf } from './month-partitions.ts'
import type { IntervalTable } from './tables.ts'

/** A queue's record of the 15 minutes that begin at `start` (ms since 1970). */
export interface QueueInterval {
  readonly queue: string
  readonly start: number
  readonly record: Pick<IntervalRecord, 'counts' | 'leftBy' | 'longestMs'>
}

/** The 15-minute records of a site's queues, kept for good. */
export interface IntervalArchive {
  /** Writes records as they are now, in place of what was there. */
  write(intervals: readonly QueueInterval[]): Promise<void>
  /** A queue's records that begin in [from, to), oldest first. */
  read(queue: string, from: number, to: number): Promise<QueueInterval[]>
}

type Column = Exclude<keyof IntervalTable, 'site_id' | 'kind' | 'subject' | 'start' | 'updated_at'>

const COUNT_COLUMNS = {
  offered: 'offered',
  waiting: 'waiting',
  answeredInTarget: 'answered_in_target',
  answeredLate: 'answered_late',
  shortAbandoned: 'short_abandoned',
  abandoned: 'abandoned',
  left: 'left_queue',
  callbackRequested: 'callback_requested',
  turnedAway: 'turned_away',
  abandonedInTarget: 'abandoned_in_target',
  callbackInTarget: 'callback_in_target',
  waitMs: 'wait_ms',
  handled: 'handled',
  talkMs: 'talk_ms',
  holdMs: 'hold_ms',
  wrapMs: 'wrap_ms',
  rated: 'rated',
  ratedMillionths: 'rated_millionths',
} as const satisfies Record<keyof Counts, Column>
const COUNT_FIELDS = Object.entries(COUNT_COLUMNS) as [keyof Counts, (typeof COUNT_COLUMNS)[keyof Counts]][]
const WRITTEN = [...Object.values(COUNT_COLUMNS), 'left_by_reason', 'longest_wait_ms'] as const

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const AT_ONCE = 1_000

export function createIntervalArchive(database: Database, site: string): IntervalArchive {
  return {
    async write(intervals) {
      await ensureMonths(
        database,
        'interval_record',
        'timestamp',
        monthsOf(intervals.map(({ start }) => start)),
      )
      for (let from = 0; from < intervals.length; from += AT_ONCE) {
        const rows = intervals.slice(from, from + AT_ONCE).map((interval) => rowOf(site, interval))
        await database
          .insertInto('interval_record')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['site_id', 'kind', 'subject', 'start']).doUpdateSet((row) => ({
              ...Object.fromEntries(WRITTEN.map((column) => [column, row.ref(`excluded.${column}`)])),
              updated_at: sql<Date>`now()`,
            })),
          )
          .execute()
      }
    },
    async read(queue, from, to) {
      const rows = await database
        .selectFrom('interval_record')
        .selectAll()
        .where('site_id', '=', site)
        .where('kind', '=', 'queue')
        .where('subject', '=', queue)
        .where('start', '>=', new Date(from))
        .where('start', '<', new Date(to))
        .orderBy('start')
        .execute()
      return rows.map(intervalOf)
    },
  }
}

function rowOf(site: string, { queue, start, record }: QueueInterval) {
  const counts = Object.fromEntries(COUNT_FIELDS.map(([field, column]) => [column, record.counts[field]]))
  return {
    site_id: site,
    kind: 'queue' as const,
    subject: queue,
    start: new Date(start),
    ...(counts as Record<(typeof COUNT_COLUMNS)[keyof Counts], number>),
    left_by_reason: record.leftBy,
    longest_wait_ms: record.longestMs,
  }
}

type IntervalRow = Omit<IntervalTable, 'updated_at'>

function intervalOf(row: IntervalRow): QueueInterval {
  const counts = Object.fromEntries(COUNT_FIELDS.map(([field, column]) => [field, row[column]]))
  return {
    queue: row.subject,
    start: row.start.getTime(),
    record: {
      counts: counts as unknown as Counts,
      leftBy: row.left_by_reason,
      longestMs: row.longest_wait_ms,
    },
  }
}
