import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import type { RecountStatus } from './archived-events.ts'

/** An agent's next deed, or time alone, ends a wrap-up without an event of its contact: so far back is looked again. */
const LOOK_BACK_MS = 15 * 60_000

/**
 * The quarters (their beginnings, ms) in whose records something counts of contacts that were heard since a position.
 * What was heard shortly before it counts too, where it happened no long time before what came since: what was sent
 * afterwards, of weeks ago, is counted again once and not each minute for a quarter of an hour.
 */
export async function touchedSince(
  database: Database,
  { site, pos, now }: RecountStatus,
  since: string,
): Promise<number[]> {
  const [ms, seq] = pos.split('-')
  const [sinceMs, sinceSeq] = since.split('-')
  const from = Math.max(0, Number(sinceMs) - LOOK_BACK_MS)
  const { rows } = await sql<{ start: string }>`
    with heard as (
      select subject, time, (pos_ms, pos_seq) > (${sinceMs}::bigint, ${sinceSeq}::bigint) as is_new from event
      where site_id = ${site} and pos_ms >= ${from} and (pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)
        and type like 'contact.%'
    ), earliest as (
      select least(to_timestamp(${now} / 1000.0), min(time) filter (where is_new))
        - ${2 * LOOK_BACK_MS} * interval '1 millisecond' as time
      from heard
    ), touched as (
      select distinct subject from heard, earliest where is_new or heard.time >= earliest.time
    )
    select distinct (extract(epoch from time) * 1000)::bigint / 900000 * 900000 as start
    from touched join event using (subject)
    where site_id = ${site} and type in ('contact.queued', 'contact.answered')
      and (pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)
    order by start`.execute(database)
  return rows.map(({ start }) => Number(start))
}
