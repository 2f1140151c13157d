import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import { versionAt } from './archived-events.ts'

/**
 * The queue entries of the events that were read (metrics.md, "Entries, legs, contributions"). What begins or ends a
 * stay follows one another; a stay that is queued again where it waits goes on, and what comes next is its outcome. An
 * answer that was stamped before its entry answers it at once.
 */
export async function readQueueEntries(database: Database): Promise<void> {
  await sql`drop table if exists pg_temp.again_entry`.execute(database)
  await sql`
    create temp table again_entry on commit drop as
    with step as (
      select contact, n, t, type, data, data->>'queue' as queue,
        lag(type) over own as before, lag(data->>'queue') over own as queue_before
      from again_event
      where type in ('contact.queued', 'contact.answered', 'contact.abandoned', 'contact.left', 'contact.ended')
      window own as (partition by contact order by n)
    ), change as (
      select contact, n, t, type, queue, lead(n) over own as end_n, lead(t) over own as end_t,
        lead(type) over own as end_type, lead(data) over own as end_data
      from step
      where not (type = 'contact.queued' and before is not distinct from 'contact.queued' and queue = queue_before)
      window own as (partition by contact order by n)
    ), stay as (
      select *,
        case
          when end_type is null then 'waiting'
          when end_type = 'contact.answered' then 'answered'
          when end_type = 'contact.abandoned' then 'abandoned'
          when end_type = 'contact.ended' and coalesce(end_data->>'by', 'customer') = 'customer' then 'abandoned'
          else 'left'
        end as outcome,
        case when end_type = 'contact.queued' then 'overflow'
          when end_type in ('contact.left', 'contact.ended') and coalesce(end_data->>'reason', 'other') in ('other', 'timeout') and exists (
            select from step as message where message.contact = change.contact and message.n > change.end_n
              and message.type = 'contact.left' and message.data->>'reason' = 'voicemail' and not exists (
                select from step as since where since.contact = change.contact and since.n > change.end_n
                  and since.n < message.n and since.type in ('contact.queued', 'contact.answered')))
            then 'voicemail'
          else coalesce(end_data->>'reason', 'other') end as reason,
        case when end_type <> 'contact.queued' and jsonb_typeof(end_data->'waitSec') = 'number'
          then floor((end_data->>'waitSec')::float8 * 1000 + 0.5) else greatest(end_t - t, 0) end as wait_ms,
        row_number() over (partition by contact order by n desc) = 1 as is_last
      from change where type = 'contact.queued'
    )
    select contact, n, t, stay.queue, end_n, end_t, end_type, outcome, wait_ms, is_last,
      case when outcome = 'left' then reason end as reason,
      coalesce(within_ms, 20000) as within_ms, coalesce(short_ms, 0) as short_ms
    from stay left join again_terms as terms on terms.queue = stay.queue and terms.version = ${versionAt('stay.t')}`.execute(
    database,
  )
  await sql`create index on again_entry (contact, n)`.execute(database)
  await sql`analyze again_entry`.execute(database)
}
