import { sql } from 'kysely'
import { splitSubject } from '#core/event/subject.ts'
import type { Database } from './database.ts'
import { type EventGroup, groupKey } from './event-removal.ts'

const among = (groups: readonly EventGroup[]) => sql`unnest(
  ${sql.val(groups.map(({ kind }) => kind))}::text[], ${sql.val(groups.map(({ subject }) => subject))}::text[]
) as part (kind, id)`

/** Notes that these are erased at an instant (ms): who they were of comes into no record any more. */
export async function noteErased(
  database: Database,
  site: string,
  groups: readonly EventGroup[],
  at: number,
): Promise<void> {
  await sql`
    insert into erased_subject (site_id, kind, id, at)
    select ${site}, part.kind, part.id, ${new Date(at)} from ${among(groups)}
    on conflict (site_id, kind, id) do update set at = excluded.at`.execute(database)
}

/** Those of these subjects ("case/C1") that were erased, and when (ms). */
export async function erasedAmong(
  database: Database,
  site: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (subjects.length === 0) return new Map()
  const groups = subjects.map((subject): EventGroup => {
    const { kind, id } = splitSubject(subject)
    return { kind, subject: id }
  })
  const { rows } = await sql<EventGroup & { at: Date }>`
    select erased.kind, erased.id as subject, erased.at from ${among(groups)}
    join erased_subject as erased on erased.site_id = ${site} and erased.kind = part.kind and erased.id = part.id`.execute(
    database,
  )
  return new Map(rows.map((row) => [groupKey(row), row.at.getTime()]))
}
