import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import type { RecountStatus } from './events-again.ts'

/** An agent's next deed, or time alone, ends a wrap-up without an event of its contact: so far back is looked again. */
const LOOK_BACK_MS = 15 * 60_000

/** The quarters (their beginnings, ms) in whose records something counts of contacts that were heard since a position. */
export async function touchedSince(
  database: Database,
  { site, pos }: Pick<RecountStatus, 'site' | 'pos'>,
  since: string,
): Promise<number[]> {
  const [ms, seq] = pos.split('-')
  const from = Math.max(0, Number(since.split('-')[0]) - LOOK_BACK_MS)
  const { rows } = await sql<{ start: string }>`
    with touched as (
      select distinct subject from event
      where site_id = ${site} and pos_ms >= ${from} and (pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)
        and type like 'contact.%'
    )
    select distinct (extract(epoch from time) * 1000)::bigint / 900000 * 900000 as start
    from touched join event using (subject)
    where site_id = ${site} and type in ('contact.queued', 'contact.answered')
      and (pos_ms, pos_seq) <= (${ms}::bigint, ${seq}::bigint)
    order by start`.execute(database)
  return rows.map(({ start }) => Number(start))
}
