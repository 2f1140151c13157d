import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import { ensureMonths, monthsOf } from '#store/postgres/month-partitions.ts'

export const QUEUES = 20
export const MONTH_AGENTS = 120
export const DAYS = 30
/** Five events each: 1,000,000; another number by HUIYIN_BENCH_CONTACTS. */
export const CONTACTS = Number(process.env.HUIYIN_BENCH_CONTACTS ?? 200_000)
const DAY_MS = 86_400_000

export const queueName = (index: number) => `q${String(index).padStart(2, '0')}`

/**
 * Fills the archive with a month of calls, made by the database itself, and the 15-minute records of its queues and
 * agents. One call in ten is abandoned; waits are 0–59 s, talks 1–6 min. Gives where the month begins (ms).
 */
export async function fillMonth(database: Database, site: string, end: number): Promise<number> {
  const from = Math.floor(end / DAY_MS) * DAY_MS - DAYS * DAY_MS
  const months = monthsOf(Array.from({ length: DAYS + 1 }, (_, day) => from + day * DAY_MS))
  await ensureMonths(database, 'event', 'ms', months)
  await ensureMonths(database, 'interval_record', 'timestamp', months)
  await sql`
    create table bench_call as
    select i, ${from}::bigint + (i::bigint * ${DAYS * DAY_MS}::bigint) / ${CONTACTS} as at,
      'q' || lpad((i % ${QUEUES})::text, 2, '0') as queue, 'a' || (i / 7 % ${MONTH_AGENTS}) as agent,
      (i::bigint * 7919 % 60) * 1000 as wait, 60000 + (i::bigint * 31 % 300) * 1000 as talk, i % 10 = 0 as gone
    from generate_series(0, ${CONTACTS - 1}) as i`.execute(database)
  await sql`
    insert into event (site_id, pos_ms, pos_seq, at, time, source, id, type, subject, data)
    select ${site}, at + after, n, to_timestamp((at + after) / 1000.0), to_timestamp((at + after) / 1000.0), 'pbx',
      'e' || i || '-' || n, 'contact.' || type, 'k' || i, data
    from bench_call, lateral (values
      (0, 0::bigint, 'queued', jsonb_build_object('queue', queue, 'customer', 'c' || i % 50000)),
      (1, wait / 2, 'offered', jsonb_build_object('agent', agent)),
      (2, wait, case when gone then 'abandoned' else 'answered' end,
        case when gone then '{}'::jsonb else jsonb_build_object('agent', agent) end),
      (3, wait + talk, 'ended', '{"by":"customer"}'::jsonb),
      (4, wait + talk + 30000, 'wrapped', '{}'::jsonb)) as step (n, after, type, data)`.execute(database)
  await sql`
    insert into interval_record (site_id, kind, subject, start, offered, answered_in_target, answered_late, abandoned,
      abandoned_in_target, wait_ms, longest_wait_ms, handled, talk_ms)
    select ${site}, 'queue', queue, to_timestamp(floor(at / 900000) * 900), count(*),
      count(*) filter (where not gone and wait <= 20000), count(*) filter (where not gone and wait > 20000),
      count(*) filter (where gone), count(*) filter (where gone and wait <= 20000),
      coalesce(sum(wait) filter (where not gone), 0), max(wait), count(*) filter (where not gone),
      coalesce(sum(talk) filter (where not gone), 0)
    from bench_call group by queue, floor(at / 900000)`.execute(database)
  await sql`
    insert into interval_record (site_id, kind, subject, start, handled, finished, wait_ms, talk_ms)
    select ${site}, 'agent', agent, to_timestamp(floor((at + wait) / 900000) * 900), count(*), count(*), sum(wait), sum(talk)
    from bench_call where not gone group by agent, floor((at + wait) / 900000)`.execute(database)
  await sql`analyze event`.execute(database)
  await sql`analyze interval_record`.execute(database)
  return from
}
