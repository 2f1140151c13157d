import { type RawBuilder, sql } from 'kysely'
import type { Span } from '#core/history/site-calendar.ts'
import { contactOutcomes, LONGEST_SHIFT_MS, UNSAID } from '#core/outcomes/contact-outcomes.ts'
import type { Database } from './database.ts'
import type { CountedItem, ReportReach } from './day-report.ts'

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
  /** The contacts of known customers who had come within so many hours before; null: all of known ones. */
  repeated(request: CountedRequest, hours: number | null): Promise<CountedItem[]>
  /** The answered contacts that ended, or those of them of which nobody said the outcome. */
  ended(request: CountedRequest, isUnclassified: boolean): Promise<CountedItem[]>
}

/** What is counted of a span, at most so many, the latest first. */
export type CountedRequest = Omit<TrendRequest, 'starts'> & { readonly most: number }

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

  /** Contacts of known customers, and how long before each the customer had come. */
  const spaced = ({ from, to }: Span) => sql`
    with came as (
      select subject, min(time) as at, min(data->>'customer') as customer, min(data->>'queue') as queue
      from event where ${during({ from: from - LONGEST_MS, to })} and type = 'contact.queued' and data ? 'customer'
      group by subject),
    spaced as (
      select subject, at, queue,
        extract(epoch from at - lag(at) over (partition by customer order by at, subject)) as gap
      from came)`

  /** Answered contacts that ended, and whether nobody said how though the shift is over. */
  const concluded = ({ from, to, reach, now }: Omit<TrendRequest, 'starts'>) => sql`
    with contact as (
      select subject, max(time) filter (where type = 'contact.ended') as ended,
        (array_agg(data->>'agent' order by time desc) filter (where type = 'contact.answered'))[1] as agent,
        bool_or(type = 'contact.queued' and ${reach === 'all' ? sql`true` : sql`data->>'queue' = any(${sql.val([...reach.queues])}::text[])`}) as is_own,
        (array_agg(data->>'kind' order by time desc, source collate "C" desc, id collate "C" desc)
          filter (where type = 'contact.flagged' and data->>'kind' = any(${sql.val([...contactOutcomes, UNSAID])}::text[])))[1] as said
      from event where ${during({ from: from - LONGEST_MS, to: now + 1 })}
        and time < ${instant(to + LONGEST_MS)}
        and type in ('contact.queued', 'contact.answered', 'contact.ended', 'contact.flagged')
      group by subject),
    concluded as (
      select subject, ended, coalesce(said = ${UNSAID}, true) and (ended < ${instant(now - LONGEST_SHIFT_MS)} or exists (
        select from event s where s.site_id = ${site} and s.subject = contact.agent and s.type = 'agent.signed_out'
          and s.time >= contact.ended)) as unclassified
      from contact where agent is not null and is_own and ended >= ${instant(from)} and ended < ${instant(to)})`

  const itemsOf = async (query: RawBuilder<{ id: string; at: Date }>): Promise<CountedItem[]> =>
    (await query.execute(database)).rows.map(({ id, at }) => ({ id, at: at.getTime() }))

  return {
    async repeats({ from, to, starts, reach }) {
      const { rows } = await sql<RepeatTrend>`
        ${spaced({ from, to })} select ${stretchOf('at', starts)} as stretch, count(*)::int as known,
          ${within(24)} as within24, ${within(48)} as within48, ${within(72)} as within72
        from spaced where at >= ${instant(from)} and ${isIn('queue', reach)} group by 1 order by 1`.execute(
        database,
      )
      return rows
    },
    async unclassified(request) {
      const { rows } = await sql<UnclassifiedTrend>`
        ${concluded(request)} select ${stretchOf('ended', request.starts)} as stretch, count(*)::int as ended,
          count(*) filter (where unclassified)::int as unclassified
        from concluded group by 1 order by 1`.execute(database)
      return rows
    },
    repeated: ({ from, to, reach, most }, hours) =>
      itemsOf(sql`
        ${spaced({ from, to })} select subject as id, at from spaced
        where at >= ${instant(from)} and ${isIn('queue', reach)}
          and ${hours === null ? sql`true` : sql`gap <= ${hours * 3_600}`}
        order by at desc, subject limit ${most}`),
    ended: (request, isUnclassified) =>
      itemsOf(sql`
        ${concluded(request)} select subject as id, ended as at from concluded
        where ${isUnclassified ? sql`unclassified` : sql`true`} order by ended desc, subject limit ${request.most}`),
  }
}
