import { type RawBuilder, sql } from 'kysely'
import { type AgentRecord, noLegs } from '#core/agents/leg-counts.ts'
import { noQueueSum, type QueueSum } from '#core/history/interval-metrics.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { noCounts } from '#core/queues/counts.ts'
import type { Database } from './database.ts'
import { AGENT_COLUMNS, type Columns, QUEUE_COLUMNS } from './interval-columns.ts'
import type { IntervalTable } from './tables.ts'

/** Sums of records that begin in a span: per stretch (its index), and per queue or agent over all of it. */
export interface Sums<T> {
  readonly byStretch: ReadonlyMap<number, T>
  readonly bySubject: ReadonlyMap<string, T>
}

/** Which records are summed: of whom, from when to when, and where each stretch begins (the first at `from`). */
export interface SumRequest extends Span {
  readonly subjects: readonly string[]
  readonly starts: readonly number[]
}

/** The 15-minute records of a site, summed by the database. */
export interface IntervalSums {
  queues(request: SumRequest): Promise<Sums<QueueSum>>
  agents(request: SumRequest): Promise<Sums<AgentRecord>>
  /** Of some spans those of which no queue has a record; `isLost`: though contacts were queued then. */
  without(spans: readonly Span[], queues: readonly string[]): Promise<(Span & { isLost: boolean })[]>
}

type SumRow = { segment: number | null; subject: string | null; longest: number | null } & Record<
  string,
  number
>

const instants = (at: readonly number[]) => sql.val(at.map((ms) => new Date(ms).toISOString()))

function sumOf<F extends object>(columns: Columns<F>): RawBuilder<unknown> {
  const names = Object.values(columns) as string[]
  return sql.join(names.map((name) => sql`sum(${sql.ref(name)})::float8 as ${sql.ref(name)}`))
}

function fieldsOf<F extends object>(none: F, columns: Columns<F>, row: SumRow): F {
  const pairs = Object.entries(columns) as [keyof F, string][]
  return Object.fromEntries(pairs.map(([field, column]) => [field, row[column] ?? none[field]])) as F
}

export function createIntervalSums(database: Database, site: string): IntervalSums {
  const records = (kind: IntervalTable['kind'], { subjects, starts, from, to }: SumRequest) => sql`
    select *, width_bucket(start, ${instants(starts)}::timestamptz[]) - 1 as segment from interval_record
    where site_id = ${site} and kind = ${kind} and subject = any(${sql.val([...subjects])}::text[])
      and start >= ${new Date(from)} and start < ${new Date(to)}`

  async function sums<F extends object>(
    kind: IntervalTable['kind'],
    columns: Columns<F>,
    request: SumRequest,
  ): Promise<SumRow[]> {
    const { rows } = await sql<SumRow>`
      select segment, subject, max(longest_wait_ms)::float8 as longest, ${sumOf(columns)}
      from (${records(kind, request)}) as record group by grouping sets ((segment), (subject))`.execute(
      database,
    )
    return rows
  }

  /** Why contacts left, of which hardly any record says something. */
  async function reasons(request: SumRequest) {
    const { rows } = await sql<{
      segment: number | null
      subject: string | null
      reason: string
      times: number
    }>`
      select segment, subject, reason, sum(times::bigint)::float8 as times
      from (${records('queue', request)} and left_by_reason <> '{}') as record,
        jsonb_each_text(left_by_reason) as each (reason, times)
      group by grouping sets ((segment, reason), (subject, reason))`.execute(database)
    return rows
  }

  return {
    async queues(request) {
      const byStretch = new Map<number, QueueSum>()
      const bySubject = new Map<string, QueueSum>()
      const [rows, left] = await Promise.all([sums('queue', QUEUE_COLUMNS, request), reasons(request)])
      for (const row of rows) {
        const sum: QueueSum = {
          ...noQueueSum(),
          counts: fieldsOf(noCounts(), QUEUE_COLUMNS, row),
          longestMs: row.longest,
        }
        if (row.subject === null) byStretch.set(row.segment!, sum)
        else bySubject.set(row.subject, sum)
      }
      for (const { segment, subject, reason, times } of left) {
        const sum = subject === null ? byStretch.get(segment!) : bySubject.get(subject)
        if (sum !== undefined) sum.leftBy[reason] = times
      }
      return { byStretch, bySubject }
    },
    async agents(request) {
      const byStretch = new Map<number, AgentRecord>()
      const bySubject = new Map<string, AgentRecord>()
      for (const row of await sums('agent', AGENT_COLUMNS, request)) {
        const sum = fieldsOf(noLegs(), AGENT_COLUMNS, row)
        if (row.subject === null) byStretch.set(row.segment!, sum)
        else bySubject.set(row.subject, sum)
      }
      return { byStretch, bySubject }
    },
    async without(spans, queues) {
      const { rows } = await sql<{ from: number; to: number; lost: boolean }>`
        select span.from_ms as from, span.to_ms as to, exists (
            select from event where site_id = ${site} and type = 'contact.queued'
              and time >= to_timestamp(span.from_ms / 1000.0) and time < to_timestamp(span.to_ms / 1000.0)) as lost
        from unnest(${sql.val(spans.map(({ from }) => from))}::bigint[], ${sql.val(spans.map(({ to }) => to))}::bigint[])
          as span (from_ms, to_ms)
        where not exists (
          select from interval_record where site_id = ${site} and kind = 'queue'
            and subject = any(${sql.val([...queues])}::text[])
            and start >= to_timestamp(span.from_ms / 1000.0) and start < to_timestamp(span.to_ms / 1000.0))
        order by span.from_ms`.execute(database)
      return rows.map(({ from, to, lost }) => ({ from, to, isLost: lost }))
    },
  }
}
