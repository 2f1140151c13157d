import { sql } from 'kysely'
import type { Span } from '#core/history/site-calendar.ts'
import { contactOutcomes, LONGEST_SHIFT_MS, UNSAID } from '#core/outcomes/contact-outcomes.ts'
import type { Database } from './database.ts'

/** Whose figures: all, or what came to these queues, or belongs to these teams. */
export type ReportReach = 'all' | { readonly queues: readonly string[]; readonly teams: readonly string[] }

export interface CauseCount {
  readonly cause: string
  readonly count: number
}
/** One of what is counted: its id, and its instant (ms). */
export interface CountedItem {
  readonly id: string
  readonly at: number
}
export interface Repeats {
  /** Contacts of customers who are known. */
  readonly known: number
  /** Those whose customer had come in the hours before. */
  readonly within: readonly { readonly hours: number; readonly count: number }[]
}
export interface Unclassified {
  readonly ended: number
  readonly unclassified: number
}

/** What the archive says of a day that the live rows do not hold any more. */
export interface DayReport {
  /** Cases of which a cause was said in the span, by the cause said last; one that went into another of them is that one. */
  causes(span: Span, reach: ReportReach): Promise<CauseCount[]>
  /** The cases that a cause counts, and when it was said (ms), at most so many, the latest first. */
  casesOfCause(cause: string, span: Span, reach: ReportReach, most: number): Promise<CountedItem[]>
  /** Whether anything of the span is archived at all: a day before the first is unknown, not quiet. */
  knows(span: Span): Promise<boolean>
  repeats(span: Span, reach: ReportReach): Promise<Repeats>
  /**
   * Answered contacts that ended in the span, and how many of them nobody said the outcome of though the shift of who
   * spoke last is over; of one agent, or all.
   */
  unclassified(span: Span, agent: string | null, reach: ReportReach): Promise<Unclassified>
}

export const REPEAT_HOURS = [24, 48, 72] as const
const LONGEST_MS = 72 * 3_600_000

const instant = (ms: number) => sql<Date>`to_timestamp(${ms} / 1000.0)`
const during = ({ from, to }: Span) => sql`time >= ${instant(from)} and time < ${instant(to)}`

/** A case is reached by the queue or team that its opening names; one that an answer opened, by its contact's queue. */
function caseReached(reach: ReportReach) {
  if (reach === 'all') return sql`true`
  const [queues, teams] = [sql.val([...reach.queues]), sql.val([...reach.teams])]
  return sql`exists (select 1 from event o where o.site_id = said.site_id
    and o.subject in (said.subject, substr(said.subject, 6)) and o.type in ('case.opened', 'contact.queued')
    and (o.data->>'queue' = any(${queues}::text[]) or o.data->>'team' = any(${teams}::text[])))`
}

/** Whether nobody took an event back a moment later. */
const isNotWithdrawn = (event: string) => sql`not exists (select 1 from event w
  where w.site_id = ${sql.ref(`${event}.site_id`)} and w.subject = 'case/' || ${sql.ref(`${event}.subject`)}
    and w.type = 'system.event_withdrawn' and w.source = ${sql.ref(`${event}.source`)}
    and w.data->>'event' = ${sql.ref(`${event}.id`)})`

/** The case that one of those said went into; null: it stands alone. */
const mergedInto = sql`(select case when m.type = 'case.merged' then m.data->>'into' end from event m
  where m.site_id = said.site_id and m.subject = said.subject and m.type in ('case.merged', 'case.unmerged')
    and ${isNotWithdrawn('m')}
  order by m.time desc, m.source collate "C" desc, m.id collate "C" desc limit 1)`

const queueReached = (reach: ReportReach) =>
  reach === 'all' ? sql`true` : sql`queue = any(${sql.val([...reach.queues])}::text[])`

export function createDayReport(database: Database, site: string): DayReport {
  /** The cases that count, each with the cause that was said of it last. */
  const caused = (span: Span, reach: ReportReach) => sql`
    with said as (
      select distinct on (subject) site_id, subject, time, data->>'cause' as cause from event
      where site_id = ${site} and ${during(span)} and data ? 'cause'
        and type in ('case.opened', 'case.described', 'case.assessed', 'case.resolved', 'case.reopened')
        and ${isNotWithdrawn('event')}
      order by subject, time desc, source collate "C" desc, id collate "C" desc),
    counted as (
      select subject, time, cause from said
      where ${caseReached(reach)} and not exists (select 1 from said other where other.subject = ${mergedInto}))`

  return {
    async causes(span, reach) {
      const { rows } = await sql<{ cause: string; count: number }>`
        ${caused(span, reach)} select cause, count(*)::int as count from counted
        group by cause order by count desc, cause`.execute(database)
      return rows
    },
    async casesOfCause(cause, span, reach, most) {
      const { rows } = await sql<{ id: string; at: Date }>`
        ${caused(span, reach)} select subject as id, time as at from counted where cause = ${cause}
        order by time desc, subject limit ${most}`.execute(database)
      return rows.map(({ id, at }) => ({ id, at: at.getTime() }))
    },
    async knows(span) {
      const { rows } = await sql<{ known: boolean }>`
        select exists (select 1 from event where site_id = ${site} and type = 'contact.queued'
          and ${during(span)}) as known`.execute(database)
      return rows[0]!.known
    },
    async repeats(span, reach) {
      const { rows } = await sql<{ known: number; counts: number[] }>`
        with came as (
          select subject, min(time) as at, min(data->>'customer') as customer, min(data->>'queue') as queue
          from event where site_id = ${site} and type = 'contact.queued' and data ? 'customer'
            and ${during({ from: span.from - LONGEST_MS, to: span.to })} group by subject),
        spaced as (
          select at, queue, extract(epoch from at - lag(at) over (partition by customer order by at, subject)) as gap
          from came)
        select count(*)::int as known,
          array[${sql.join(REPEAT_HOURS.map((hours) => sql`count(*) filter (where gap <= ${hours * 3_600})::int`))}] as counts
        from spaced where at >= ${instant(span.from)} and ${queueReached(reach)}`.execute(database)
      const { known, counts } = rows[0]!
      return { known, within: REPEAT_HOURS.map((hours, index) => ({ hours, count: counts[index]! })) }
    },
    async unclassified(span, agent, reach) {
      const whose = agent === null ? sql`true` : sql`data->>'agent' = ${agent}`
      const { rows } = await sql<Unclassified>`
        with answered as (
          select subject, (array_agg(data->>'agent' order by time desc))[1] as agent from event
          where site_id = ${site} and type = 'contact.answered' and ${whose}
            and ${during({ from: span.from - LONGEST_MS, to: span.to })} group by subject),
        finished as (
          select answered.subject, answered.agent, max(e.time) filter (where e.type = 'contact.ended') as at
          from answered join event e on e.site_id = ${site} and e.subject = answered.subject
          where e.type in ('contact.ended', 'contact.queued')
          group by answered.subject, answered.agent
          having max(e.time) filter (where e.type = 'contact.ended') >= ${instant(span.from)}
            and max(e.time) filter (where e.type = 'contact.ended') < ${instant(span.to)}
            and (${reach === 'all'} or bool_or(e.data->>'queue' = any(${sql.val(reach === 'all' ? [] : [...reach.queues])}::text[]))))
        select count(*)::int as ended, count(*) filter (where coalesce((
            select f.data->>'kind' = ${UNSAID} from event f
            where f.site_id = ${site} and f.subject = finished.subject and f.type = 'contact.flagged'
              and f.data->>'kind' = any(${sql.val([...contactOutcomes, UNSAID])}::text[])
            order by f.time desc, f.source collate "C" desc, f.id collate "C" desc limit 1), true)
          and (finished.at < ${instant(span.to - LONGEST_SHIFT_MS)} or exists (
            select 1 from event s where s.site_id = ${site} and s.subject = finished.agent
              and s.type = 'agent.signed_out' and s.time >= finished.at)))::int as unclassified
        from finished`.execute(database)
      return rows[0]!
    },
  }
}
