import { sql } from 'kysely'
import type { Span } from '#core/history/site-calendar.ts'
import { contactOutcomes, LONGEST_SHIFT_MS, UNSAID } from '#core/outcomes/contact-outcomes.ts'
import type { Database } from './database.ts'
import type { ReportReach } from './day-report.ts'

/** Of one stretch of a span: contacts of known customers, and those who had come in the 24, 48, 72 hours before. */
export interface RepeatTrend {
  readonly stretch: number
  readonly known: number
  readonly within24: number
  readonly within48: number
  readonly within72: number
}

/** Answered contacts that ended in a stretch, and those of which nobody said the outcome though the shift is over. */
export interface UnclassifiedTrend {
  readonly stretch: number
  readonly ended: number
  readonly unclassified: number
}

export interface TrendRequest extends Span {
  /** Where each stretch begins, the first at `from`. */
  readonly starts: readonly number[]
  readonly reach: ReportReach
  readonly now: number
}

/** What the archive says of many days at once; of one day the same as `DayReport`. */
export interface TrendReport {
  repeats(request: TrendRequest): Promise<RepeatTrend[]>
  unclassified(request: TrendRequest): Promise<UnclassifiedTrend[]>
}

const HOUR_MS = 3_600_000
const LONGEST_MS = 72 * HOUR_MS
const instant = (ms: number) => sql<Date>`to_timestamp(${ms} / 1000.0)`

export function createTrendReport(database: Database, site: string): TrendReport {
  const during = ({ from, to }: Span) =>
    sql`site_id = ${site} and time >= ${instant(from)} and time < ${instant(to)}`
  const stretchOf = (column: string, starts: readonly number[]) =>
    sql`width_bucket(${sql.ref(column)}, ${sql.val(starts.map((at) => new Date(at).toISOString()))}::timestamptz[]) - 1`
  const within = (hours: number) => sql`count(*) filter (where gap <= ${hours * 3_600})::int`
  const isIn = (queue: string, reach: ReportReach) =>
    reach === 'all' ? sql`true` : sql`${sql.ref(queue)} = any(${sql.val([...reach.queues])}::text[])`

  return {
    async repeats({ from, to, starts, reach }) {
      const { rows } = await sql<RepeatTrend>`
        with came as (
          select subject, min(time) as at, min(data->>'customer') as customer, min(data->>'queue') as queue
          from event where ${during({ from: from - LONGEST_MS, to })} and type = 'contact.queued' and data ? 'customer'
          group by subject),
        spaced as (
          select at, queue, extract(epoch from at - lag(at) over (partition by customer order by at, subject)) as gap
          from came)
        select ${stretchOf('at', starts)} as stretch, count(*)::int as known, ${within(24)} as within24,
          ${within(48)} as within48, ${within(72)} as within72
        from spaced where at >= ${instant(from)} and ${isIn('queue', reach)} group by 1 order by 1`.execute(
        database,
      )
      return rows
    },
    async unclassified({ from, to, starts, reach, now }) {
      const { rows } = await sql<UnclassifiedTrend>`
        with contact as (
          select subject, max(time) filter (where type = 'contact.ended') as ended,
            (array_agg(data->>'agent' order by time desc) filter (where type = 'contact.answered'))[1] as agent,
            bool_or(type = 'contact.queued' and ${reach === 'all' ? sql`true` : sql`data->>'queue' = any(${sql.val([...reach.queues])}::text[])`}) as is_own,
            (array_agg(data->>'kind' order by time desc, source collate "C" desc, id collate "C" desc)
              filter (where type = 'contact.flagged' and data->>'kind' = any(${sql.val([...contactOutcomes, UNSAID])}::text[])))[1] as said
          from event where ${during({ from: from - LONGEST_MS, to: now + 1 })}
            and time < ${instant(to + LONGEST_MS)}
            and type in ('contact.queued', 'contact.answered', 'contact.ended', 'contact.flagged')
          group by subject)
        select ${stretchOf('ended', starts)} as stretch, count(*)::int as ended,
          count(*) filter (where coalesce(said = ${UNSAID}, true) and (ended < ${instant(now - LONGEST_SHIFT_MS)} or exists (
            select from event s where s.site_id = ${site} and s.subject = contact.agent and s.type = 'agent.signed_out'
              and s.time >= contact.ended)))::int as unclassified
        from contact where agent is not null and is_own and ended >= ${instant(from)} and ended < ${instant(to)}
        group by 1 order by 1`.execute(database)
      return rows
    },
  }
}
