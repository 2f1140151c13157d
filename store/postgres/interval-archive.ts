import type { AgentRecord } from '#core/agents/leg-counts.ts'
import type { IntervalRecord } from '#core/queues/queue-live.ts'
import type { Database } from './database.ts'
import { AGENT_COLUMNS, type Columns, QUEUE_COLUMNS } from './interval-columns.ts'
import { type IntervalColumn, type IntervalRow, selectIntervals, upsertIntervals } from './interval-table.ts'

/** A queue's record of the 15 minutes that begin at `start` (ms since 1970). */
export interface QueueInterval {
  readonly queue: string
  readonly start: number
  readonly record: Pick<IntervalRecord, 'counts' | 'leftBy' | 'longestMs'>
}

/** The same of an agent. */
export interface AgentQuarter {
  readonly agent: string
  readonly start: number
  readonly record: AgentRecord
}

/** The 15-minute records of a site's queues and agents, kept for good. */
export interface IntervalArchive {
  /** Writes records as they are now, in place of what was there. */
  write(intervals: readonly QueueInterval[]): Promise<void>
  writeAgents(intervals: readonly AgentQuarter[]): Promise<void>
  /** A queue's records that begin in [from, to), oldest first. */
  read(queue: string, from: number, to: number): Promise<QueueInterval[]>
  readAgent(agent: string, from: number, to: number): Promise<AgentQuarter[]>
}

function toColumns<F extends object>(columns: Columns<F>, metrics: F) {
  const pairs = Object.entries(columns) as [keyof F, IntervalColumn][]
  return Object.fromEntries(pairs.map(([field, column]) => [column, metrics[field]]))
}

function fromColumns<F extends object>(columns: Columns<F>, row: IntervalRow): F {
  const pairs = Object.entries(columns) as [keyof F, IntervalColumn][]
  return Object.fromEntries(pairs.map(([field, column]) => [field, row[column]])) as F
}

export function createIntervalArchive(database: Database, site: string): IntervalArchive {
  return {
    write: (intervals) =>
      upsertIntervals(
        database,
        intervals.map(({ queue, start, record }) => ({
          site_id: site,
          kind: 'queue',
          subject: queue,
          start: new Date(start),
          ...toColumns(QUEUE_COLUMNS, record.counts),
          left_by_reason: record.leftBy,
          longest_wait_ms: record.longestMs,
        })),
      ),
    writeAgents: (intervals) =>
      upsertIntervals(
        database,
        intervals.map(({ agent, start, record }) => ({
          site_id: site,
          kind: 'agent',
          subject: agent,
          start: new Date(start),
          ...toColumns(AGENT_COLUMNS, record),
        })),
      ),
    async read(queue, from, to) {
      const rows = await selectIntervals(database, { site, kind: 'queue', subject: queue, from, to })
      return rows.map((row) => ({
        queue,
        start: row.start.getTime(),
        record: {
          counts: fromColumns(QUEUE_COLUMNS, row),
          leftBy: row.left_by_reason,
          longestMs: row.longest_wait_ms,
        },
      }))
    },
    async readAgent(agent, from, to) {
      const rows = await selectIntervals(database, { site, kind: 'agent', subject: agent, from, to })
      return rows.map((row) => ({
        agent,
        start: row.start.getTime(),
        record: fromColumns(AGENT_COLUMNS, row),
      }))
    },
  }
}
