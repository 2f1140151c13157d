import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import { type RecountStatus, versionAt } from './archived-events.ts'

/**
 * The legs of the events that were read: from an answer until a transfer, the end, or another's answer; the same
 * agent's answer during the leg says nothing unless it answers an entry. `lapse_t` is when the queue's wrap-up time
 * is over, `wrapped_t` when the agent said to be done, `upto` until when it matters what the agent did next.
 */
export async function readLegs(database: Database): Promise<void> {
  await sql`drop table if exists pg_temp.again_leg`.execute(database)
  await sql`
    create temp table again_leg on commit drop as
    with step as (
      select event.contact, event.n, event.t, event.source, event.id, type, event.agent,
        entry.n is not null as answers, lag(type) over own as before, lag(event.agent) over own as agent_before
      from again_event as event
      left join again_entry as entry
        on entry.contact = event.contact and entry.end_n = event.n and type = 'contact.answered'
      where type in ('contact.answered', 'contact.transferred', 'contact.ended')
      window own as (partition by event.contact order by event.n)
    ), span as (
      select contact, n, t, type, agent, lead(n) over own as end_n, lead(t) over own as end_t,
        lead(source) over own as end_source, lead(id) over own as end_id
      from step
      where not (type = 'contact.answered' and not answers
        and before is not distinct from 'contact.answered' and agent is not distinct from agent_before)
      window own as (partition by contact order by n)
    ), leg as (
      select *, (
        select max(entry.n) from again_entry as entry where entry.contact = span.contact and entry.n < span.n
      ) as entry_n, lead(n) over (partition by contact order by n) as next_n
      from span where type = 'contact.answered'
    ), lapsing as (
      select leg.*, leg.end_t + coalesce(wrap_ms, 0)::bigint as lapse_t
      from leg
      left join again_entry as entry on entry.contact = leg.contact and entry.n = leg.entry_n
      left join again_terms as terms
        on terms.queue = entry.queue and terms.version = ${versionAt('leg.end_t')}
    )
    select lapsing.*, wrapped.t as wrapped_t, wrapped.source as wrapped_source, wrapped.id as wrapped_id,
      greatest(lapse_t, wrapped.t) as upto
    from lapsing
    left join lateral (
      select t, source, id from again_event as event
      where event.contact = lapsing.contact and event.n > lapsing.end_n and event.type = 'contact.wrapped'
        and (event.agent = lapsing.agent
          or event.agent is null and (lapsing.next_n is null or event.n < lapsing.next_n))
      order by event.n limit 1
    ) as wrapped on true`.execute(database)
  await sql`create index on again_leg (contact, n)`.execute(database)
  await sql`analyze again_leg`.execute(database)
}

/**
 * When agents were offered or answered something. An offer says nothing where the contact is over, rings there
 * already, is that agent's own, or is another's and waits in no queue.
 */
export async function readWork(database: Database): Promise<void> {
  await sql`
    delete from again_event as offer
    where type = 'contact.offered' and exists (
      select from again_leg as leg where leg.contact = offer.contact
        and leg.n < offer.n and (leg.end_n is null or leg.end_n > offer.n)
        and (leg.agent = offer.agent or not exists (
          select from again_entry as entry where entry.contact = offer.contact
            and entry.n < offer.n and (entry.end_n is null or entry.end_n > offer.n))))`.execute(database)
  await sql`
    create temp table again_step on commit drop as
    select contact, n, null::text as agent, 'queued' as what from again_entry
    union all select contact, n, null, 'answered' from again_leg
    union all select contact, n, null, 'dialled' from again_event where type = 'contact.dialled'
    union all select contact, n, null, 'ended' from again_event where type = 'contact.ended'
    union all select contact, end_n, null,
      case when exists (
        select from again_leg as leg where leg.contact = entry.contact and leg.n < entry.end_n
          and (leg.end_n is null or leg.end_n > entry.end_n)
      ) then 'left talking' else 'left' end
      from again_entry as entry where end_type in ('contact.abandoned', 'contact.left')
    union all select contact, n, agent, split_part(type, '.', 2)
      from again_event where type in ('contact.offered', 'contact.declined')`.execute(database)
  await sql`create index on again_step (contact, n)`.execute(database)
  await sql`analyze again_step`.execute(database)
  await sql`
    create temp table again_work on commit drop as
    select leg.agent, event.t, event.source, event.id
    from again_leg as leg join again_event as event using (contact, n)
    union all
    select offer.agent, t, source, id
    from again_event as offer
    where type = 'contact.offered'
      and coalesce((
        select what from again_step as step where step.contact = offer.contact and step.n < offer.n
          and what in ('queued', 'answered', 'dialled', 'ended', 'left')
        order by step.n desc limit 1), '') not in ('ended', 'left')
      and coalesce((
        select what from again_step as step where step.contact = offer.contact and step.n < offer.n
          and what <> 'dialled' and (step.agent is null or step.agent = offer.agent)
        order by step.n desc limit 1), '') <> 'offered'`.execute(database)
  await sql`create index on again_work (agent, t)`.execute(database)
  await sql`analyze again_work`.execute(database)
}

/**
 * What each leg took, ms: talk, hold, and wrap-up. The wrap-up ends with what comes first: the agent says to be done,
 * does or is offered something else, or the queue's time is over, which a later word of the agent corrects while
 * nothing else was offered or answered.
 */
export async function readTimes(database: Database, { site, now, pos }: RecountStatus): Promise<void> {
  const [posMs, posSeq] = pos.split('-')
  await sql`
    create temp table again_time on commit drop as
    with held as (
      select leg.contact, leg.n, sum(next_t - event_t) filter (where type = 'contact.held') as hold_ms
      from (
        select leg.contact, leg.n, event.type, event.t as event_t,
          lead(event.t, 1, leg.end_t) over (partition by leg.contact, leg.n order by event.n) as next_t
        from again_leg as leg
        join again_event as event on event.contact = leg.contact and event.n > leg.n and event.n < leg.end_n
        where event.type in ('contact.held', 'contact.resumed')
      ) as leg group by leg.contact, leg.n
    ), following as (
      select leg.*, coalesce(hold_ms, 0) as hold_ms, work.t as work_t, own.t as own_t,
        wrapped_t is not null and (work.t is null
          or (wrapped_t, wrapped_source, wrapped_id) < (work.t, work.source, work.id)) as is_said
      from again_leg as leg
      left join held using (contact, n)
      left join lateral (
        select t, source, id from again_work as work
        where work.agent = leg.agent and (work.t, work.source, work.id) >= (leg.end_t, leg.end_source, leg.end_id)
          and work.t <= leg.upto
        order by work.t, work.source, work.id limit 1
      ) as work on true
      left join lateral (
        select (extract(epoch from time) * 1000)::bigint as t from event as own
        where own.site_id = ${site} and own.subject = leg.agent
          and own.time >= to_timestamp(leg.end_t / 1000.0) and own.time <= to_timestamp(leg.lapse_t / 1000.0)
          and own.type in ('agent.available', 'agent.away', 'agent.signed_out')
          and (own.pos_ms, own.pos_seq) <= (${posMs}::bigint, ${posSeq}::bigint)
          and ((extract(epoch from time) * 1000)::bigint, own.source collate "C", own.id collate "C")
            >= (leg.end_t, leg.end_source, leg.end_id)
        order by time limit 1
      ) as own on true
      where leg.end_n is not null
    )
    select contact, n, entry_n, hold_ms, end_t - t - hold_ms as talk_ms,
      coalesce(case
        when least(work_t, own_t, wrapped_t) < lapse_t then least(work_t, own_t, wrapped_t)
        when is_said then wrapped_t
        when lapse_t <= ${now} then lapse_t
      end - end_t, 0) as wrap_ms
    from following`.execute(database)
  await sql`create index on again_time (contact, entry_n)`.execute(database)
}
