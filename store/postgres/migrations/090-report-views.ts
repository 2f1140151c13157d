import { type Kysely, type RawBuilder, sql } from 'kysely'

/** Counts of a queue's records, called in the views (docs/data.md) as in the table. */
const COUNTS = ['offered', 'waiting', 'answered_in_target', 'answered_late', 'short_abandoned', 'abandoned']
  .concat(['left_queue', 'callback_requested', 'turned_away', 'abandoned_in_target', 'callback_in_target'])
  .concat(['handled', 'rated'])
const LEG_COUNTS = ['handled', 'finished', 'answered_in_target', 'answered_late'] as const
const TIMES = ['wait', 'talk', 'hold', 'wrap'] as const

const list = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts)
const own = (name: string) => sql`${sql.ref(name)}`
const total = (name: string) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`
const seconds = (time: string) => sql`${sql.ref(`${time}_ms`)} / 1000.0 as ${sql.ref(`${time}_sec`)}`
const totalSeconds = (time: string) => sql`sum(${sql.ref(`${time}_sec`)}) as ${sql.ref(`${time}_sec`)}`

const share = (above: string, below: string) =>
  sql`round((${sql.raw(above)})::numeric / nullif(${sql.raw(below)}, 0), 6)`
const ANSWERED = 'answered_in_target + answered_late'
const CAME = 'offered - waiting - turned_away'

/** The figures of metrics.md, of a view's own columns; null: nothing to divide by. */
const FIGURES = list([
  sql`${sql.raw(ANSWERED)} as answered`,
  sql`${share('answered_in_target', `${ANSWERED} + abandoned`)} as service_level_standard`,
  sql`${share('answered_in_target', CAME)} as service_level_offered`,
  sql`${share('answered_in_target', ANSWERED)} as service_level_answered`,
  sql`${share('answered_in_target + short_abandoned + abandoned_in_target + callback_in_target', 'offered - waiting')} as service_level_removed`,
  sql`${share(ANSWERED, CAME)} as answer_rate`,
  sql`${share('abandoned', `${ANSWERED} + abandoned`)} as abandon_rate`,
  sql`${share('wait_sec', ANSWERED)} as asa_sec`,
  sql`${share('talk_sec + hold_sec + wrap_sec', 'handled')} as aht_sec`,
])

/** The site's date of an instant: its day begins at `dayStartsAt` by the clock of its zone, by the site file in force. */
const SITE_DAY = sql`(starts_at at time zone site.timezone - site.day_starts_at::interval)::date`
const SITES = sql`(
  select distinct on (site_id) site_id, coalesce(content->'site'->>'timezone', 'UTC') as timezone,
    coalesce(content->'site'->>'dayStartsAt', '00:00') as day_starts_at
  from site_version order by site_id, version desc) as site`

/** Views with documented names for tools that read the database (docs/data.md). They only read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view huiyin_queue_interval as
    with record as (
      select site_id, subject as queue, start as starts_at, ${list(COUNTS.map(own))}, left_by_reason,
        ${list(TIMES.map(seconds))}, longest_wait_ms / 1000.0 as longest_wait_sec,
        rated_millionths / 1000000.0 as rating_sum
      from interval_record where kind = 'queue')
    select record.*, ${FIGURES} from record`.execute(db)
  await sql`
    create view huiyin_agent_interval as
    select site_id, subject as agent, start as starts_at, ${list(LEG_COUNTS.map(own))}, ${list(TIMES.map(seconds))}
    from interval_record where kind = 'agent'`.execute(db)
  await sql`
    create view huiyin_queue_day as
    with record as (
      select site_id, queue, ${SITE_DAY} as day, ${list(COUNTS.map(total))}, ${list(TIMES.map(totalSeconds))},
        max(longest_wait_sec) as longest_wait_sec, sum(rating_sum) as rating_sum
      from huiyin_queue_interval join ${SITES} using (site_id) group by site_id, queue, day)
    select record.*, ${FIGURES} from record`.execute(db)
  await sql`
    create view huiyin_agent_day as
    select site_id, agent, ${SITE_DAY} as day, ${list(LEG_COUNTS.map(total))}, ${list(TIMES.map(totalSeconds))}
    from huiyin_agent_interval join ${SITES} using (site_id) group by site_id, agent, day`.execute(db)
}
