import type { Database } from '#store/postgres/database.ts'
import { AGENT_COLUMNS, QUEUE_COLUMNS } from '#store/postgres/interval-columns.ts'
import { type IntervalColumn, upsertIntervals } from '#store/postgres/interval-table.ts'
import type { CountedRecord } from './read-records.ts'

const COLUMN_OF: Readonly<Record<string, IntervalColumn>> = { ...QUEUE_COLUMNS, ...AGENT_COLUMNS }

/** No entry of the record is over: none has a longest wait, and none left. */
function isWaitingOnly({ offered, waiting }: CountedRecord['figures']): boolean {
  return offered === waiting
}

function rowOf(site: string, { kind, subject, start, figures }: CountedRecord) {
  if (kind !== 'queue' && kind !== 'agent') throw new Error(`a ${kind} has no 15-minute record`)
  const columns = Object.entries(figures).flatMap(([metric, value]) =>
    COLUMN_OF[metric] === undefined ? [] : [[COLUMN_OF[metric], value]],
  )
  const reasons = Object.entries(figures).flatMap(([metric, times]) =>
    metric.startsWith('left:') ? [[metric.slice('left:'.length), times]] : [],
  )
  return {
    site_id: site,
    kind,
    subject,
    start: new Date(start),
    ...Object.fromEntries(columns),
    left_by_reason: Object.fromEntries(reasons) as Record<string, number>,
    longest_wait_ms: kind === 'agent' || isWaitingOnly(figures) ? null : (figures.longestMs ?? null),
  }
}

/** Writes records anew that an event came too late for: the floor had let their contacts go (contract §3). */
export async function correctRecords(
  database: Database,
  site: string,
  records: readonly CountedRecord[],
): Promise<void> {
  await upsertIntervals(
    database,
    records.map((record) => rowOf(site, record)),
  )
}
