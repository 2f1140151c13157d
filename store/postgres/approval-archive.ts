import { sql } from 'kysely'
import { type AnyEvent, type EventOfKind, isFloorEvent, isOfKind } from '#core/event/event.ts'
import type { Span } from '#core/history/site-calendar.ts'
import type { Database } from './database.ts'

export interface ArchivedApprovals {
  /** In order, without what was taken back. */
  readonly events: readonly EventOfKind<'approval'>[]
  /** What the customers of their cases are called, by case: whoever reads what was typed may not know them. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

/** Everything archived of the approvals that were asked for in a span (ms); of very many the newest. */
export type ReadApprovals = (span: Span) => Promise<ArchivedApprovals>

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
    const events = rows
      .map((row): AnyEvent => ({ ...row, time: row.time.getTime() }))
      .filter((event) => isFloorEvent(event) && isOfKind('approval', event)) as EventOfKind<'approval'>[]
    const cases = events.flatMap(({ data }) => ('case' in data && data.case != null ? [data.case] : []))
    return { events, names: await namesOf(database, site, [...new Set(cases)]) }
  }
}

/** What is archived of how customers are called, by their cases: by these themselves and by the contacts that they name. */
async function namesOf(
  database: Database,
  site: string,
  cases: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (cases.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    with said as (
      select subject as id, data from event where site_id = ${site} and subject = any(${sql.val(cases)}::text[])
        and type in ('case.opened', 'case.described', 'case.contacted'))
    select id, data->>'name' as name from said where data->>'name' is not null
    union
    select said.id, c.data->>'name' from said join event c on c.site_id = ${site}
      and c.subject = said.data->>'contact' and c.type in ('contact.queued', 'contact.dialled')
      where c.data->>'name' is not null`.execute(database)
  const names = new Map<string, string[]>()
  for (const { id, name } of rows) names.set(id, [...(names.get(id) ?? []), name])
  return names
}
