import { sql } from 'kysely'
import type { Span } from '#core/history/site-calendar.ts'
import type { Database } from './database.ts'
import type { ReportReach } from './day-report.ts'

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

export interface HeardReport {
  suggestions(span: Span, reach: ReportReach): Promise<Suggestions>
  /** Edited messages do not count, and what was told together was one; the most first. */
  messages(span: Span): Promise<PersonMessages[]>
}

/** What was tried again within this time is still the same message. */
const RETRIES_MS = 3_600_000
const instant = (ms: number) => sql<Date>`to_timestamp(${ms} / 1000.0)`

export function createHeardReport(database: Database, site: string): HeardReport {
  return {
    async suggestions({ from, to }, reach) {
      const reached =
        reach === 'all'
          ? sql`true`
          : sql`(data->>'queue' = any(${sql.val([...reach.queues])}::text[]) or data->>'team' = any(${sql.val([...reach.teams])}::text[]))`
      const { rows } = await sql<Suggestions>`
        with heard as (
          select distinct subject from event where site_id = ${site} and type = 'case.opened'
            and data->>'kind' = 'suggestion' and time >= ${instant(from)} and time < ${instant(to)} and ${reached}),
        became as (
          select heard.subject, bool_or(e.type = 'case.replied' and e.data->>'kind' = 'answer') as answered,
            (array_agg(e.data->>'outcome' order by e.time desc, e.source collate "C" desc, e.id collate "C" desc)
              filter (where e.type in ('case.resolved', 'case.reopened')))[1] as outcome
          from heard join event e on e.site_id = ${site} and e.subject = heard.subject
          where not exists (select from event w where w.site_id = ${site} and w.subject = 'case/' || e.subject
            and w.type = 'system.event_withdrawn' and w.source = e.source and w.data->>'event' = e.id)
          group by heard.subject)
        select count(*)::int as heard, count(*) filter (where answered)::int as answered,
          count(*) filter (where outcome in ('adopted', 'planned'))::int as adopted from became`.execute(
        database,
      )
      return rows[0]!
    },
    async messages({ from, to }) {
      const { rows } = await sql<PersonMessages>`
        with message as (
          select data->>'person' as person, min(time) as at from event
          where site_id = ${site} and type = 'alert.told' and data->>'person' is not null
            and data->>'channel' <> 'app' and coalesce(data->>'edited', 'false') <> 'true'
            and time >= ${instant(from - RETRIES_MS)} and time < ${instant(to)}
          group by person, coalesce(data->>'digest', regexp_replace(data->>'telling', '\\.[^.]*$', '')))
        select person, count(*)::int as count from message where at >= ${instant(from)}
        group by person order by count desc, person`.execute(database)
      return rows
    },
  }
}
