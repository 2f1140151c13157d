import { sql } from 'kysely'
import { type AnyEvent, type EventOfKind, isFloorEvent, isOfKind } from '#core/event/event.ts'
import type { Database } from './database.ts'
import type { Span } from './day-report.ts'

/**
 * Everything archived of the approvals that were asked for in a span (ms), in order, without what was taken back; of
 * very many the newest.
 */
export type ReadApprovals = (span: Span) => Promise<EventOfKind<'approval'>[]>

/** More approvals than that in a month are no report that anybody reads. */
const MOST = 20_000

export function createApprovalArchive(database: Database, site: string): ReadApprovals {
  return async ({ from, to }) => {
    const { rows } = await sql<Omit<AnyEvent, 'time'> & { time: Date }>`
      with asked as (
        select subject, max(time) as at from event
        where site_id = ${site} and type = 'approval.requested'
          and time >= to_timestamp(${from} / 1000.0) and time < to_timestamp(${to} / 1000.0)
        group by subject order by at desc limit ${MOST})
      select e.id, e.source, e.type, e.subject, e.time, e.data from event e join asked using (subject)
      where e.site_id = ${site} and e.type like 'approval.%' and not exists (select 1 from event w
        where w.site_id = e.site_id and w.subject = 'approval/' || e.subject and w.source = e.source
          and w.type = 'system.event_withdrawn' and w.data->>'event' = e.id)
      order by e.time, e.source collate "C", e.id collate "C"`.execute(database)
    return rows
      .map((row): AnyEvent => ({ ...row, time: row.time.getTime() }))
      .filter((event) => isFloorEvent(event) && isOfKind('approval', event)) as EventOfKind<'approval'>[]
  }
}
