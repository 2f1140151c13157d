import { sql } from 'kysely'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { personalDataKinds, withoutPersonalData } from '#core/event/personal-data.ts'
import type { Database } from './database.ts'
import { endOfOlder } from './end-of-older.ts'
import { storableJson } from './event-archive.ts'
import { type EventGroup, groupKey } from './event-removal.ts'

/** An archived event with what may be personal in it. */
export type ArchivedEvent = Pick<AnyEvent, 'type' | 'subject' | 'data'> & { readonly pos: string }

/** Takes personal data out of a site's archived events, and keeps what is counted. */
export interface PersonalErasure {
  /** Up to where it was looked at, `0-0` at first. */
  position(): Promise<string>
  /** The next older events after a position that may hold personal data. */
  next(after: string, count: number): Promise<ArchivedEvent[]>
  /** Writes them without personal data; gives how many of them had some. */
  erase(transaction: Database, events: readonly ArchivedEvent[]): Promise<number>
  /** Goes on behind a position; these are open or owed, and to be looked at again. */
  passed(transaction: Database, pos: string, held: readonly EventGroup[]): Promise<void>
  /** What was open or owed when it was passed. */
  held(): Promise<EventGroup[]>
  /** The older events of these, as far as they may hold personal data. */
  eventsOf(groups: readonly EventGroup[]): Promise<ArchivedEvent[]>
  /** These need not be looked at again. */
  settled(transaction: Database, groups: readonly EventGroup[]): Promise<void>
}

const kindOf = sql`split_part(event.type, '.', 1)`
const isPersonal = sql`${kindOf} = any(${sql.val([...personalDataKinds])}::text[])`

type Row = Pick<AnyEvent, 'type' | 'subject' | 'data'> & { ms: number; seq: number }
const withPosition = ({ ms, seq, ...event }: Row): ArchivedEvent => ({ ...event, pos: `${ms}-${seq}` })
const splitOf = (pos: string) => pos.split('-').map(Number)

const among = (groups: readonly EventGroup[]) => sql`unnest(
  ${sql.val(groups.map(({ kind }) => kind))}::text[], ${sql.val(groups.map(({ subject }) => subject))}::text[]
) as part (kind, subject)`

/** `before`: what was received before that instant (ms of the site's clock) is older; null: all is. */
export function createPersonalErasure(
  database: Database,
  site: string,
  before: number | null,
): PersonalErasure {
  const isOlder = before === null ? sql`true` : sql`at < ${new Date(before)}::timestamptz`
  let end: Promise<number> | null = null

  return {
    async position() {
      const row = await database
        .selectFrom('retention')
        .select(['personal_pos_ms', 'personal_pos_seq'])
        .where('site_id', '=', site)
        .executeTakeFirst()
      return row === undefined ? LOG_START : `${row.personal_pos_ms}-${row.personal_pos_seq}`
    },
    async next(after, count) {
      const [ms, seq] = splitOf(after)
      end ??= endOfOlder(database, site, before ?? Number.POSITIVE_INFINITY)
      const { rows } = await sql<Row>`
        select pos_ms as ms, pos_seq as seq, type, subject, data from event
        where site_id = ${site} and (pos_ms, pos_seq) > (${ms}::bigint, ${seq}::bigint)
          and pos_ms <= ${await end}::bigint and ${isOlder} and ${isPersonal}
        order by pos_ms, pos_seq limit ${count}`.execute(database)
      return rows.map(withPosition)
    },
    async erase(transaction, events) {
      const plain = events.flatMap((event) => {
        const left = withoutPersonalData(event)
        return left === event ? [] : [left]
      })
      if (plain.length === 0) return 0
      const [ms, seq] = [0, 1].map((part) => plain.map(({ pos }) => splitOf(pos)[part]!))
      await sql`
        update event set data = plain.data
        from unnest(${sql.val(ms)}::bigint[], ${sql.val(seq)}::bigint[],
          ${sql.val(plain.map(({ data }) => storableJson(data)))}::jsonb[]) as plain (ms, seq, data)
        where site_id = ${site} and pos_ms = plain.ms and pos_seq = plain.seq`.execute(transaction)
      return plain.length
    },
    async passed(transaction, pos, held) {
      const [ms, seq] = splitOf(pos)
      await sql`
        update retention set personal_pos_ms = ${ms}::bigint, personal_pos_seq = ${seq}::bigint
        where site_id = ${site}`.execute(transaction)
      if (held.length === 0) return
      const groups = [...new Map(held.map((group) => [groupKey(group), group])).values()]
      await sql`
        insert into personal_held (site_id, kind, subject)
        select ${site}, part.kind, part.subject from ${among(groups)} on conflict do nothing`.execute(
        transaction,
      )
    },
    async held() {
      const rows = await database
        .selectFrom('personal_held')
        .select(['kind', 'subject'])
        .where('site_id', '=', site)
        .execute()
      return rows
    },
    async eventsOf(groups) {
      if (groups.length === 0) return []
      const { rows } = await sql<Row>`
        select pos_ms as ms, pos_seq as seq, type, event.subject, data
        from ${among(groups)} join event on event.subject = part.subject and ${kindOf} = part.kind
        where site_id = ${site} and ${isOlder} and ${isPersonal}`.execute(database)
      return rows.map(withPosition)
    },
    async settled(transaction, groups) {
      if (groups.length === 0) return
      await sql`
        delete from personal_held using ${among(groups)}
        where site_id = ${site} and personal_held.kind = part.kind and personal_held.subject = part.subject`.execute(
        transaction,
      )
    },
  }
}
