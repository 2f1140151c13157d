import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'

/**
 * The figures of one 15-minute record, in ms where they are times; of a reason why entries left, `left:reason`. Of a
 * queue's day its sums; of a promise or a callback, which begin at 0, the state that it is in.
 */
export interface CountedRecord {
  readonly kind: 'queue' | 'agent' | 'day' | 'promise' | 'callback'
  readonly subject: string
  readonly start: number
  readonly figures: Readonly<Record<string, number>>
}

const QUARTER = sql.lit(900_000)

/** Sums what was read up to the records of the quarters that begin at `starts`. */
export async function readRecords(database: Database, starts: readonly number[]): Promise<CountedRecord[]> {
  const { rows } = await sql<CountedRecord>`
    with ended as (
      select contact, entry_n, sum(talk_ms) as talk_ms, sum(hold_ms) as hold_ms, sum(wrap_ms) as wrap_ms
      from again_time group by contact, entry_n
    ), rating as (
      select distinct on (contact) contact,
        floor((data->>'score')::float8 / (data->>'of')::float8 * 1000000 + 0.5) as millionths
      from again_event where type = 'contact.rated' order by contact, n desc
    ), going as (
      select contact from again_leg where end_n is null
    ), entry as (
      select *, t / ${QUARTER} * ${QUARTER} as start, wait_ms <= within_ms as in_target,
        outcome = 'abandoned' and wait_ms < short_ms as is_short,
        outcome = 'answered' and (not is_last or contact not in (select contact from going)) as moved_on,
        n = max(n) filter (where outcome = 'answered') over (partition by contact) as is_last_answered
      from again_entry
    ), counted as (
      select entry.*, talk_ms, hold_ms, ended.wrap_ms, case when is_last_answered then millionths end as millionths
      from entry
      left join ended on ended.contact = entry.contact and ended.entry_n = entry.n and moved_on
      left join rating on rating.contact = entry.contact
      where start = any(${starts}::bigint[])
    ), reasons as (
      select queue, start, jsonb_object_agg('left:' || reason, times) as left_by
      from (select queue, start, reason, count(*) as times from counted where reason is not null group by 1, 2, 3) as one
      group by queue, start
    ), leg as (
      select leg.*, leg.t / ${QUARTER} * ${QUARTER} as start, talk_ms, hold_ms, time.wrap_ms,
        entry.wait_ms as answer_ms, entry.wait_ms <= entry.within_ms as in_target
      from again_leg as leg
      left join again_time as time using (contact, n)
      left join again_entry as entry on entry.contact = leg.contact and entry.end_n = leg.n
      where leg.t / ${QUARTER} * ${QUARTER} = any(${starts}::bigint[])
    )
    select 'queue' as kind, queue as subject, start::float8, jsonb_build_object(
      'offered', count(*),
      'waiting', count(*) filter (where outcome = 'waiting'),
      'answeredInTarget', count(*) filter (where outcome = 'answered' and in_target),
      'answeredLate', count(*) filter (where outcome = 'answered' and not in_target),
      'shortAbandoned', count(*) filter (where is_short),
      'abandoned', count(*) filter (where outcome = 'abandoned' and not is_short),
      'left', count(*) filter (where outcome = 'left' and reason <> 'callback'),
      'callbackRequested', count(*) filter (where reason = 'callback'),
      'turnedAway', count(*) filter (where reason in ('full', 'closed', 'empty', 'refused') and wait_ms <= 1000),
      'abandonedInTarget', count(*) filter (where outcome = 'abandoned' and in_target and not is_short),
      'callbackInTarget', count(*) filter (where reason = 'callback' and in_target),
      'waitMs', coalesce(sum(wait_ms) filter (where outcome = 'answered'), 0),
      'longestMs', coalesce(max(wait_ms), 0),
      'handled', count(*) filter (where moved_on),
      'talkMs', coalesce(sum(talk_ms), 0),
      'holdMs', coalesce(sum(hold_ms), 0),
      'wrapMs', coalesce(sum(wrap_ms), 0),
      'rated', count(millionths),
      'ratedMillionths', coalesce(sum(millionths), 0)
    ) || coalesce(left_by, '{}') as figures
    from counted left join reasons using (queue, start) group by queue, start, left_by
    union all
    select 'agent', agent, start::float8, jsonb_build_object(
      'handled', count(*),
      'finished', count(*) filter (where end_n is not null),
      'answeredInTarget', count(*) filter (where in_target),
      'answeredLate', count(*) filter (where not in_target),
      'waitMs', coalesce(sum(answer_ms), 0),
      'talkMs', coalesce(sum(talk_ms), 0),
      'holdMs', coalesce(sum(hold_ms), 0),
      'wrapMs', coalesce(sum(wrap_ms), 0)
    )
    from leg group by agent, start`.execute(database)
  return rows.map((row) => ({ ...row, start: Number(row.start) }))
}
