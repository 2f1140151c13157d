import { type RawBuilder, sql } from 'kysely'
import type { Span } from '#core/history/site-calendar.ts'
import type { Database } from './database.ts'
import type { CountedItem, ReportReach } from './day-report.ts'

/** Suggestions of which customers told in a span: how many were heard, were answered, and were adopted or planned. */
export interface Suggestions {
  readonly heard: number
  readonly answered: number
  readonly adopted: number
}

/** How many messages reached a person outside the screen in a span. */
export interface PersonMessages {
  readonly person: string
  readonly count: number
}

export interface DeliveryReport {
  suggestions(span: Span, reach: ReportReach): Promise<Suggestions>
  /** The cases behind one of these figures, at most so many, the latest first. */
  suggested(of: keyof Suggestions, span: Span, reach: ReportReach, most: number): Promise<CountedItem[]>
  /** Edited messages do not count, and what was told together was one; the most first. */
  messages(span: Span): Promise<PersonMessages[]>
  /** The messages of one person: what each was about ("case/C1"), at most so many, the latest first. */
  messagesOf(person: string, span: Span, most: number): Promise<CountedItem[]>
}

/** What was tried again within this time is still the same message. */
const RETRIES_MS = 3_600_000
const instant = (ms: number) => sql<Date>`to_timestamp(${ms} / 1000.0)`

export function createDeliveryReport(database: Database, site: string): DeliveryReport {
  /** Suggestions that were told of in a span, and what became of each. */
  function became({ from, to }: Span, reach: ReportReach) {
    const reached =
      reach === 'all'
        ? sql`true`
        : sql`(data->>'queue' = any(${sql.val([...reach.queues])}::text[]) or data->>'team' = any(${sql.val([...reach.teams])}::text[]))`
    return sql`
      with heard as (
        select subject, min(time) as at from event where site_id = ${site} and type = 'case.opened'
          and data->>'kind' = 'suggestion' and time >= ${instant(from)} and time < ${instant(to)} and ${reached}
        group by subject),
      became as (
        select heard.subject, heard.at, coalesce(bool_or(e.type = 'case.replied' and e.data->>'kind' = 'answer'), false)
            as answered,
          coalesce((array_agg(e.data->>'outcome' order by e.time desc, e.source collate "C" desc, e.id collate "C" desc)
            filter (where e.type in ('case.resolved', 'case.reopened')))[1] in ('adopted', 'planned'), false) as adopted
        from heard join event e on e.site_id = ${site} and e.subject = heard.subject
        where not exists (select from event w where w.site_id = ${site} and w.subject = 'case/' || e.subject
          and w.type = 'system.event_withdrawn' and w.source = e.source and w.data->>'event' = e.id)
        group by heard.subject, heard.at)`
  }

  const notified = ({ from, to }: Span) => sql`
    with message as (
      select data->>'person' as person, min(subject) as subject, min(time) as at from event
      where site_id = ${site} and type = 'alert.told' and data->>'person' is not null
        and data->>'channel' <> 'app' and coalesce(data->>'edited', 'false') <> 'true'
        and time >= ${instant(from - RETRIES_MS)} and time < ${instant(to)}
      group by person, coalesce(data->>'digest', regexp_replace(data->>'telling', '\\.[^.]*$', '')))`

  const itemsOf = async (query: RawBuilder<{ id: string; at: Date }>): Promise<CountedItem[]> =>
    (await query.execute(database)).rows.map(({ id, at }) => ({ id, at: at.getTime() }))

  return {
    async suggestions(span, reach) {
      const { rows } = await sql<Suggestions>`
        ${became(span, reach)} select count(*)::int as heard, count(*) filter (where answered)::int as answered,
          count(*) filter (where adopted)::int as adopted from became`.execute(database)
      return rows[0]!
    },
    suggested: (of, span, reach, most) =>
      itemsOf(sql`
        ${became(span, reach)} select subject as id, at from became
        where ${of === 'heard' ? sql`true` : sql.ref(of)} order by at desc, subject limit ${most}`),
    async messages(span) {
      const { rows } = await sql<PersonMessages>`
        ${notified(span)} select person, count(*)::int as count from message where at >= ${instant(span.from)}
        group by person order by count desc, person`.execute(database)
      return rows
    },
    messagesOf: (person, span, most) =>
      itemsOf(sql`
        ${notified(span)} select subject as id, at from message
        where at >= ${instant(span.from)} and person = ${person} order by at desc, subject limit ${most}`),
  }
}
