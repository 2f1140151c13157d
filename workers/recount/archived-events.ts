import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'

/** Which part of the archive is counted again: all up to a log position, at an instant of the site's clock (ms). */
export interface RecountStatus {
  readonly site: string
  readonly pos: string
  readonly now: number
}

const upTo = ({ pos }: RecountStatus) => {
  const [ms, seq] = pos.split('-')
  return sql`(pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)`
}

const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`

/** The events that can change a count. */
const TYPES = sql.raw(
  ['queued', 'dialled', 'offered', 'declined', 'answered', 'transferred', 'held', 'resumed']
    .concat(['abandoned', 'left', 'ended', 'wrapped', 'rated'])
    .map((word) => `'contact.${word}'`)
    .join(', '),
)

/** Makes the empty tables of one recount; they go with its transaction. */
export async function openRecount(database: Database): Promise<void> {
  await sql`create temp table again_contact (contact text collate "C" primary key) on commit drop`.execute(
    database,
  )
  await sql`
    create temp table again_event (
      contact text collate "C", n float8, t bigint, source text collate "C", id text collate "C",
      type text, agent text collate "C", data jsonb
    ) on commit drop`.execute(database)
}

/** Names the contacts that entered a queue, or began a leg, in one of the quarters that begin at `starts`. */
export async function nameContacts(database: Database, at: RecountStatus, starts: readonly number[]) {
  await sql`
    insert into again_contact
    select distinct subject
    from unnest(${starts.map((start) => new Date(start).toISOString())}::timestamptz[]) as quarter (start)
    join event on site_id = ${at.site} and type in ('contact.queued', 'contact.answered')
      and time >= quarter.start and time < quarter.start + interval '15 minutes' and ${upTo(at)}
    on conflict do nothing`.execute(database)
}

/** Names the contacts by which agents were offered or answered something while they may have been wrapping up. */
export async function nameNextContacts(database: Database, at: RecountStatus): Promise<number> {
  // Gathered by agent first: the archive finds an agent's deeds by type and time only.
  await sql`
    create temp table again_deed on commit drop as
    select data->>'agent' as agent, ${ms('time')} as t, subject
    from event, (select min(end_t) as since, max(upto) as upto from again_leg) as span
    where site_id = ${at.site} and type in ('contact.offered', 'contact.answered') and ${upTo(at)}
      and time >= to_timestamp(since / 1000.0) and time <= to_timestamp(upto / 1000.0)`.execute(database)
  await sql`create index on again_deed (agent, t)`.execute(database)
  await sql`analyze again_deed`.execute(database)
  const done = await sql`
    insert into again_contact
    select distinct subject from again_leg as leg
    join again_deed as deed on deed.agent = leg.agent and deed.t between leg.end_t and leg.upto
    on conflict do nothing`.execute(database)
  return Number(done.numAffectedRows ?? 0)
}

/**
 * Reads the events of all named contacts, each once and numbered in order (time, source, id). A contact of which no
 * event says that it was queued or dialled is not known, and left out.
 */
export async function readArchivedEvents(database: Database, at: RecountStatus): Promise<void> {
  await sql`drop index if exists pg_temp.again_event_n`.execute(database)
  await sql`truncate again_event`.execute(database)
  await sql`
    insert into again_event
    select contact, row_number() over (partition by contact order by t, source, id), t, source, id, type,
      data->>'agent', data
    from (
      select distinct on (subject, time, source, id) subject collate "C" as contact, ${ms('time')} as t,
        source collate "C" as source, id collate "C" as id, type, data
      from again_contact join event on subject = contact
      where site_id = ${at.site} and type in (${TYPES}) and ${upTo(at)}
      order by subject, time, source, id, pos_ms, pos_seq
    ) as once`.execute(database)
  await sql`
    delete from again_event where contact in (
      select contact from again_event group by contact
      having not bool_or(type in ('contact.queued', 'contact.dialled')))`.execute(database)
  await sql`create index again_event_n on again_event (contact, n)`.execute(database)
  await sql`analyze again_event`.execute(database)
}

/** Reads by which terms queues judged, since when: those of the first set of the site file count for all before it. */
export async function readTerms(database: Database, at: RecountStatus): Promise<void> {
  await sql`
    create temp table again_version on commit drop as
    select row_number() over (order by pos_ms, pos_seq) as version, ${ms('time')} as t, data->'site'->'queues' as queues
    from event where site_id = ${at.site} and type = 'config.applied' and ${upTo(at)}`.execute(database)
  await sql`
    create temp table again_terms on commit drop as
    select version, queue->>'id' as queue,
      coalesce((queue->'target'->>'withinSec')::float8, 20) * 1000 as within_ms,
      coalesce((queue->>'shortAbandonSec')::float8, 0) * 1000 as short_ms,
      coalesce((queue->>'wrapUpSec')::float8, 0) * 1000 as wrap_ms
    from again_version, jsonb_array_elements(queues) as queue`.execute(database)
  await sql`create index on again_terms (version, queue)`.execute(database)
}

/** The version of the terms in force at the instant that a column holds. */
export const versionAt = (column: string) => sql`
  coalesce((select max(version) from again_version as known where version > 1 and known.t <= ${sql.ref(column)}), 1)`
