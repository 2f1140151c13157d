import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'

/** How long before its contact's `queued` an answer still answers that entry (metrics.md, "Two clocks, replays, zombies"). */
const EARLY_MS = sql.lit(5_000)

const before = sql`(partition by contact order by n rows between unbounded preceding and 1 preceding)`

/** Events with the place of the last end and the last beginning before each: later than that, the contact is over. */
const flagged = sql`
  select *, coalesce(
    max(n) filter (where type = 'contact.ended') over before
      > coalesce(max(n) filter (where type in ('contact.queued', 'contact.dialled')) over before, 0),
    false) as is_over
  from again_event window before as ${before}`

/**
 * Puts events where they count: an entry that was answered up to 5 s before it was queued begins right before that
 * answer, which must answer nothing else and not have been handed on meanwhile; and what is said of a talk after the
 * contact's end is left out. Places become halves where an entry was moved.
 */
export async function orderEvents(database: Database): Promise<void> {
  if (await hasEarlyAnswers(database)) while ((await moveEntries(database)) > 0);
  await sql`
    delete from again_event using (${flagged}) as flagged
    where again_event.contact = flagged.contact and again_event.n = flagged.n and is_over
      and flagged.type in ('contact.answered', 'contact.offered', 'contact.held', 'contact.resumed')`.execute(
    database,
  )
}

async function hasEarlyAnswers(database: Database): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (
      select from again_event as queued join again_event as answer using (contact)
      where queued.type = 'contact.queued' and answer.type = 'contact.answered'
        and answer.n < queued.n and answer.t >= queued.t - ${EARLY_MS}) as some`.execute(database)
  return rows[0]!.some
}

/** Moves the first entry of each contact that an early answer answers; tells how many were moved. */
async function moveEntries(database: Database): Promise<number> {
  const done = await sql`
    with seen as (
      select *,
        max(n) filter (where type = 'contact.queued') over before as queued_n,
        max(n) filter (where type in ('contact.abandoned', 'contact.left', 'contact.ended')
          or type = 'contact.answered' and not is_over) over before as unqueued_n,
        max(n) filter (where type = 'contact.dialled') over before as dialled_n,
        max(n) filter (where type = 'contact.ended'
          or type = 'contact.answered' and not is_over) over before as undialled_n,
        max(n) filter (where type = 'contact.answered' and not is_over) over before as answered_n,
        max(n) filter (where type in ('contact.transferred', 'contact.ended')) over before as let_go_n
      from (${flagged}) as flagged window before as ${before}
    ), loose as (
      select seen.* from seen
      left join again_event as last on last.contact = seen.contact and last.n = seen.answered_n
      where seen.type = 'contact.answered'
        and coalesce(queued_n, 0) <= coalesce(unqueued_n, 0) and coalesce(dialled_n, 0) <= coalesce(undialled_n, 0)
        and not (coalesce(answered_n, 0) > coalesce(let_go_n, 0) and last.agent = seen.agent)
    ), pair as (
      select distinct on (loose.contact) loose.contact, loose.n as answer_n, entry.n as entry_n
      from loose
      join lateral (
        select n from again_event as queued
        where queued.contact = loose.contact and queued.n > loose.n and queued.n = floor(queued.n)
          and queued.type = 'contact.queued' and queued.t <= loose.t + ${EARLY_MS}
        order by n limit 1
      ) as entry on true
      where not exists (
        select from again_event as between_them
        where between_them.contact = loose.contact and between_them.n > loose.n and between_them.n < entry.n
          and between_them.type in ('contact.transferred', 'contact.dialled'))
      order by loose.contact, loose.n
    )
    update again_event set n = answer_n - 0.5 from pair
    where again_event.contact = pair.contact and again_event.n = pair.entry_n`.execute(database)
  return Number(done.numAffectedRows ?? 0)
}
