import { type RawBuilder, sql } from 'kysely'
import { type AnyEvent, isFloorEvent, isOfKind } from '#core/event/event.ts'
import type { Span } from '#core/history/site-calendar.ts'
import type { WorkEvents } from '#core/history/work-events.ts'
import type { Database } from './database.ts'
import type { ReportReach } from './day-report.ts'

/** Everything archived of the promises, hand-offs and callbacks that may matter in a span, in order, without what was taken back. */
export type ReadWork = (span: Span, reach: ReportReach) => Promise<WorkEvents>

/** So long before a span something may have begun that falls due, or still lies open, in it. */
const BEFORE_MS = 92 * 86_400_000
/** More of a kind than these in a span are no report that anybody reads; of more the newest count. */
const MOST = 20_000

type Row = Omit<AnyEvent, 'time'> & { time: Date }
type Kind = keyof WorkEvents

const BEGINS = { promise: 'promise.made', handoff: 'handoff.sent', callback: 'callback.requested' } as const

/** What names a queue is reached by it; else its case, by the queue or team that its opening names. */
function reached(reach: ReportReach): RawBuilder<unknown> {
  if (reach === 'all') return sql`true`
  const [queues, teams] = [sql.val([...reach.queues]), sql.val([...reach.teams])]
  return sql`(begun.data->>'queue' = any(${queues}::text[]) or exists (
    select from event o where o.site_id = begun.site_id
      and o.subject in (begun.data->>'case', substr(begun.data->>'case', 6))
      and o.type in ('case.opened', 'contact.queued')
      and (o.data->>'queue' = any(${queues}::text[]) or o.data->>'team' = any(${teams}::text[]))))`
}

export function createWorkArchive(database: Database, site: string): ReadWork {
  async function read(kind: Kind, { from, to }: Span, reach: ReportReach): Promise<AnyEvent[]> {
    const { rows } = await sql<Row>`
      with own as (
        select subject, max(time) as at from event as begun
        where site_id = ${site} and type = ${BEGINS[kind]}
          and time >= to_timestamp(${from - (kind === 'callback' ? 0 : BEFORE_MS)} / 1000.0)
          and time < to_timestamp(${to} / 1000.0) and ${reached(reach)}
        group by subject order by at desc limit ${MOST})
      select e.id, e.source, e.type, e.subject, e.time, e.data from event e join own using (subject)
      where e.site_id = ${site} and e.type like ${`${kind}.%`} and not exists (select from event w
        where w.site_id = e.site_id and w.subject = ${`${kind}/`} || e.subject and w.source = e.source
          and w.type = 'system.event_withdrawn' and w.data->>'event' = e.id)
      order by e.time, e.source collate "C", e.id collate "C"`.execute(database)
    return rows.map((row): AnyEvent => ({ ...row, time: row.time.getTime() })).filter(isFloorEvent)
  }

  return async (span, reach) => {
    const [promise, handoff, callback] = await Promise.all(
      (['promise', 'handoff', 'callback'] as const).map((kind) => read(kind, span, reach)),
    )
    const own = <K extends Kind>(kind: K, events: readonly AnyEvent[] = []) =>
      events.filter((event) => isFloorEvent(event) && isOfKind(kind, event)) as unknown as WorkEvents[K]
    return {
      promise: own('promise', promise),
      handoff: own('handoff', handoff),
      callback: own('callback', callback),
    }
  }
}
