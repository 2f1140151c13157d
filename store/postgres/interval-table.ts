import { type Selectable, sql } from 'kysely'
import type { Database } from './database.ts'
import { ensureMonths, monthsOf } from './month-partitions.ts'
import type { IntervalTable } from './tables.ts'

type Kind = IntervalTable['kind']
export type IntervalRow = Omit<Selectable<IntervalTable>, 'updated_at'>

/** Figures that a queue's or an agent's record may have; what it has not is 0. */
export type IntervalColumns = Omit<IntervalRow, 'site_id' | 'kind' | 'subject' | 'start'>
export type IntervalColumn = Exclude<keyof IntervalColumns, 'left_by_reason' | 'longest_wait_ms'>

const COLUMNS = [
  'offered',
  'waiting',
  'answered_in_target',
  'answered_late',
  'short_abandoned',
  'abandoned',
  'left_queue',
  'left_by_reason',
  'callback_requested',
  'turned_away',
  'abandoned_in_target',
  'callback_in_target',
  'wait_ms',
  'longest_wait_ms',
  'handled',
  'finished',
  'talk_ms',
  'hold_ms',
  'wrap_ms',
  'rated',
  'rated_millionths',
] as const satisfies (keyof IntervalColumns)[]

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const AT_ONCE = 1_000

/** Writes records as they are now, in place of what was there. */
export async function upsertIntervals(
  database: Database,
  rows: readonly (Pick<IntervalRow, 'site_id' | 'kind' | 'subject' | 'start'> & Partial<IntervalColumns>)[],
): Promise<void> {
  await ensureMonths(
    database,
    'interval_record',
    'timestamp',
    monthsOf(rows.map(({ start }) => start.getTime())),
  )
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await database
      .insertInto('interval_record')
      .values(rows.slice(from, from + AT_ONCE).map((row) => ({ ...NOTHING, ...row })))
      .onConflict((conflict) =>
        conflict.columns(['site_id', 'kind', 'subject', 'start']).doUpdateSet((row) => ({
          ...Object.fromEntries(COLUMNS.map((column) => [column, row.ref(`excluded.${column}`)])),
          updated_at: sql<Date>`now()`,
        })),
      )
      .execute()
  }
}

const NOTHING: IntervalColumns = {
  ...(Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Record<IntervalColumn, number>),
  left_by_reason: {},
  longest_wait_ms: null,
}

export interface IntervalSpan {
  readonly site: string
  readonly kind: Kind
  readonly subject: string
  readonly from: number
  readonly to: number
}

/** Records that begin in [from, to), oldest first. */
export async function selectIntervals(
  database: Database,
  { site, kind, subject, from, to }: IntervalSpan,
): Promise<IntervalRow[]> {
  return database
    .selectFrom('interval_record')
    .selectAll()
    .where('site_id', '=', site)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('start', '>=', new Date(from))
    .where('start', '<', new Date(to))
    .orderBy('start')
    .execute()
}
