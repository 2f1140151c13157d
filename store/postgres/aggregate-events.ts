import { sql } from 'kysely'
import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import { LINK_WITHDRAWN } from '#core/cases/withdrawals/link-withdrawn.ts'
import { type AnyEvent, kindOfType, type LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import type { Database } from './database.ts'

export interface AggregateMember {
  readonly type: string
  readonly id: string
}

export interface AggregatePage {
  readonly entries: readonly LogEntry[]
  /** There is more, after this position; null: that was all. */
  readonly next: string | null
}

/**
 * Reads what is archived of a case and what belongs to it, in the order of the log, with the site files of that time.
 * `after`: the position after which a page begins; not given: the first.
 */
export type ReadAggregate = (members: readonly AggregateMember[], after?: string) => Promise<AggregatePage>

/** Events of a page. */
const AT_ONCE = 20_000

interface Row extends Omit<AnyEvent, 'time'> {
  ms: number
  seq: number
  at: Date
  time: Date
}

const columns = sql`pos_ms as ms, pos_seq as seq, at, time, source, id, type, subject, data`

const place = (pos: string) => sql`(${sql.join(pos.split('-').map((part) => sql`${Number(part)}::bigint`))})`

const entryOf = ({ ms, seq, at, time, ...event }: Row): LogEntry => ({
  pos: `${ms}-${seq}`,
  at: at.getTime(),
  event: { ...event, time: time.getTime() },
})

/** Whether an event is of one of the members: by its type and subject, or because it takes something of theirs back. */
function isOf(keys: ReadonlySet<string>, { type, subject }: AnyEvent): boolean {
  if (type === EVENT_WITHDRAWN) return keys.has(subject)
  return keys.has(`${type === LINK_WITHDRAWN ? 'contact' : kindOfType(type)}/${subject}`)
}

export function createAggregateEvents(database: Database, site: string, atOnce = AT_ONCE): ReadAggregate {
  return async (members, after = LOG_START) => {
    const keys = new Set(members.map(({ type, id }) => `${type}/${id}`))
    const subjects = [...new Set(members.map(({ id }) => id)), ...keys]
    const { rows } = await sql<Row>`
      select ${columns} from event
      where site_id = ${site} and subject = any(${sql.val(subjects)}::text[]) and (pos_ms, pos_seq) > ${place(after)}
      order by pos_ms, pos_seq limit ${atOnce}`.execute(database)
    const all = rows.map(entryOf)
    const next = all.length < atOnce ? null : all.at(-1)!.pos
    const entries = all.filter(({ event }) => isOf(keys, event))
    const [first, last] = [entries[0], entries.at(-1)]
    if (first === undefined || last === undefined) return { entries: [], next }
    // The set of a page before is known already.
    const files = (await siteFiles(first.pos, last.pos)).filter(({ pos }) => comparePositions(pos, after) > 0)
    return { entries: [...files, ...entries].sort((a, b) => comparePositions(a.pos, b.pos)), next }
  }

  /** The set that was in force at the first position, and those that came into force up to the last. */
  async function siteFiles(first: string, last: string): Promise<LogEntry[]> {
    const { rows } = await sql<Row>`
      (select ${columns} from event where site_id = ${site} and type = 'config.applied'
        and (pos_ms, pos_seq) < ${place(first)} order by pos_ms desc, pos_seq desc limit 1)
      union all
      (select ${columns} from event where site_id = ${site} and type = 'config.applied'
        and (pos_ms, pos_seq) between ${place(first)} and ${place(last)} order by pos_ms, pos_seq)`.execute(
      database,
    )
    return rows.map(entryOf)
  }
}
