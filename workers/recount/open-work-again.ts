import { sql } from 'kysely'
import type { Floor } from '#core/floor/floor.ts'
import type { Database } from '#store/postgres/database.ts'
import type { RecountStatus } from './archived-events.ts'
import { type Difference, differencesOf } from './differences.ts'
import type { CountedRecord } from './read-records.ts'

/** What the floor says of promises and callbacks at one log position. */
export interface OpenWorkNow {
  readonly promises: ReadonlyMap<string, string>
  /** Those that are still to be made. */
  readonly callbacks: readonly string[]
}

export function openWorkNow(floor: Pick<Floor, 'ids' | 'row'>): OpenWorkNow {
  const promises = [...floor.ids('promise')].flatMap((id) => {
    const row = floor.row('promise', id)
    return row === null ? [] : [[id, row.state] as const]
  })
  return { promises: new Map(promises), callbacks: [...floor.ids('callback')] }
}

const record = (kind: CountedRecord['kind'], subject: string, state: string): CountedRecord => ({
  ...{ kind, subject, start: 0, figures: { [state]: 1 } },
})

/** Where the archived events of promises and callbacks say another state than the floor does. */
export async function openWorkDifferences(
  database: Database,
  at: RecountStatus,
  { promises, callbacks }: OpenWorkNow,
): Promise<Difference[]> {
  const shown = [
    ...[...promises].map(([id, state]) => record('promise', id, state)),
    ...callbacks.map((id) => record('callback', id, 'open')),
  ]
  const states = await promiseStates(database, at, [...promises.keys()])
  const over = await callbacksOver(database, at, callbacks)
  const again = [
    ...states.map(({ subject, state }) => record('promise', subject, state)),
    ...callbacks.map((id) => record('callback', id, over.has(id) ? 'over' : 'open')),
  ]
  return differencesOf(shown, again)
}

/** What was said of these, in order, once each and without what was taken back. */
const eventsOf = ({ site, pos }: RecountStatus, kind: string, subjects: readonly string[]) => {
  const [ms, seq] = pos.split('-')
  return sql`
    select distinct on (subject, time, source collate "C", id collate "C")
      subject, type, time, source collate "C" as source, id collate "C" as id, data
    from event where site_id = ${site} and subject = any(${sql.val([...subjects])}::text[])
      and split_part(type, '.', 1) = ${kind} and (pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)
      and not exists (select 1 from event as back where back.site_id = event.site_id
        and back.subject = ${kind} || '/' || event.subject and back.type = 'system.event_withdrawn'
        and back.source = event.source and back.data->>'event' = event.id
        and (back.pos_ms, back.pos_seq) <= (${ms}::bigint, ${seq}::bigint))
    order by subject, time, source collate "C", id collate "C", pos_ms, pos_seq`
}

/** A promise is late where something was said of it after a due that had passed unkept, its being kept included. */
async function promiseStates(database: Database, at: RecountStatus, subjects: readonly string[]) {
  if (subjects.length === 0) return []
  const { rows } = await sql<{ subject: string; state: string }>`
    with told as (${eventsOf(at, 'promise', subjects)}), own as (
      select subject, type, time, (data->>'due')::timestamptz as due,
        row_number() over (partition by subject order by time, source, id) as n,
        row_number() over (partition by subject, type order by time, source, id) as of_type
      from told
    ), heard as (
      select * from own where type <> 'promise.made' or of_type = 1
    ), stepped as (
      select *, (select earlier.due from heard as earlier
          where earlier.subject = heard.subject and earlier.n < heard.n and earlier.due is not null
          order by earlier.n desc limit 1) as due_before,
        exists (select 1 from heard as earlier where earlier.subject = heard.subject and earlier.n < heard.n
          and earlier.type in ('promise.kept', 'promise.withdrawn')) as after_end
      from heard
    )
    select subject, case
      when last_end = 'promise.withdrawn' then 'withdrawn'
      when last_end = 'promise.kept' then case when missed then 'late' else 'kept' end
      when last_due <= to_timestamp(${at.now} / 1000.0) then 'broken'
      else 'open' end as state
    from (
      select subject,
        (array_agg(type order by n desc) filter (where type in ('promise.kept', 'promise.withdrawn')))[1] as last_end,
        (array_agg(due order by n desc) filter (where due is not null))[1] as last_due,
        bool_or(time > due_before and not after_end) as missed
      from stepped group by subject) as summed`.execute(database)
  return rows
}

async function callbacksOver(
  database: Database,
  at: RecountStatus,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set()
  const { rows } = await sql<{ subject: string }>`
    with told as (${eventsOf(at, 'callback', subjects)})
    select distinct subject from told
    where type in ('callback.done', 'callback.cancelled')
      or (type = 'callback.attempted' and data->>'outcome' = 'reached')`.execute(database)
  return new Set(rows.map(({ subject }) => subject))
}
