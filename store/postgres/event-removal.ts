import { sql } from 'kysely'
import type { Database } from './database.ts'
import { endOfOlder } from './end-of-older.ts'

/** An archived event, as far as it takes to say whether it may go. */
export interface OldEvent {
  readonly pos: string
  readonly type: string
  readonly subject: string
  /** The case that it names, cut to 128 characters. */
  readonly case: string | null
  /** The rule of a `rule.*` event. */
  readonly rule: string | null
  /** Until when what it says holds, such as that of `alert.duty`, as it names it. */
  readonly until: string | null
}

/** All events of one kind (the first word of their types) about one subject. */
export interface EventGroup {
  readonly kind: string
  readonly subject: string
}

/** What removes events of a site that were received before an instant (ms of its clock). */
export interface EventRemoval {
  /** The next events after a position that are older, oldest first; never the newest of all, by which a floor finds its place. */
  next(after: string, count: number): Promise<OldEvent[]>
  /** The promises, hand-offs, approvals and callbacks that name these cases. */
  membersOf(cases: readonly string[]): Promise<{ case: string; group: EventGroup }[]>
  /** The case that each of these names, if it names one. */
  casesOf(groups: readonly EventGroup[]): Promise<Map<string, string>>
  /** Those of these groups that have younger events, received within `withinMs` after the instant. */
  younger(groups: readonly EventGroup[], withinMs?: number): Promise<Set<string>>
  /** The position of the newest of the older events of this type and subject; looked up once, for it stays. */
  newestOf(type: string, subject: string): Promise<string | null>
  /** Removes the older events of these groups, and those at these positions; gives how many. */
  remove(transaction: Database, groups: readonly EventGroup[], positions: readonly string[]): Promise<number>
}

export const groupKey = ({ kind, subject }: EventGroup) => `${kind}/${subject}`

const MEMBER_KINDS = ['promise', 'handoff', 'approval', 'assist', 'callback']
const kindOf = sql`split_part(event.type, '.', 1)`
const caseOf = sql`left(event.data->>'case', 128)`

const column = <T>(groups: readonly T[], value: (item: T) => string) => sql.val(groups.map(value))

export function createEventRemoval(database: Database, site: string, before: number): EventRemoval {
  const cutoff = sql`${new Date(before)}::timestamptz`
  const newest = new Map<string, Promise<string | null>>()
  let end: Promise<number> | null = null

  async function findNewest(type: string, subject: string): Promise<string | null> {
    end ??= endOfOlder(database, site, before)
    const { rows } = await sql<{ ms: number; seq: number }>`
      select pos_ms as ms, pos_seq as seq from event
      where site_id = ${site} and subject = ${subject} and type = ${type} and at < ${cutoff}
        and pos_ms <= ${await end}::bigint
      order by pos_ms desc, pos_seq desc limit 1`.execute(database)
    return rows[0] === undefined ? null : `${rows[0].ms}-${rows[0].seq}`
  }

  const among = (groups: readonly EventGroup[]) =>
    sql`unnest(${column(groups, ({ kind }) => kind)}::text[], ${column(groups, ({ subject }) => subject)}::text[])
      as part (kind, subject)`

  return {
    async next(after, count) {
      const [ms, seq] = after.split('-').map(Number)
      end ??= endOfOlder(database, site, before)
      const { rows } = await sql<OldEvent & { ms: number; seq: number }>`
        select pos_ms as ms, pos_seq as seq, type, subject, ${caseOf} as case, data->>'rule' as rule,
          data->>'to' as until from event
        where site_id = ${site} and (pos_ms, pos_seq) > (${ms}::bigint, ${seq}::bigint) and at < ${cutoff}
          and pos_ms <= ${await end}::bigint
          and (pos_ms, pos_seq) < (
            select pos_ms, pos_seq from event where site_id = ${site} order by pos_ms desc, pos_seq desc limit 1)
        order by pos_ms, pos_seq limit ${count}`.execute(database)
      return rows.map(({ ms, seq, ...event }) => ({ ...event, pos: `${ms}-${seq}` }))
    },
    async membersOf(cases) {
      if (cases.length === 0) return []
      const { rows } = await sql<{ case: string; kind: string; subject: string }>`
        select distinct ${caseOf} as case, ${kindOf} as kind, subject from event
        where site_id = ${site} and data ? 'case' and ${caseOf} = any(${sql.val([...cases])}::text[])
          and ${kindOf} = any(${sql.val(MEMBER_KINDS)}::text[])`.execute(database)
      return rows.map(({ case: id, ...group }) => ({ case: id, group }))
    },
    async casesOf(groups) {
      if (groups.length === 0) return new Map()
      const { rows } = await sql<EventGroup & { case: string }>`
        select distinct on (part.kind, part.subject) part.kind, part.subject, ${caseOf} as case
        from ${among(groups)} join event on event.subject = part.subject and ${kindOf} = part.kind
        where site_id = ${site} and data ? 'case'
        order by part.kind, part.subject, pos_ms, pos_seq`.execute(database)
      return new Map(rows.map((row) => [groupKey(row), row.case]))
    },
    async younger(groups, withinMs) {
      if (groups.length === 0) return new Set()
      const end = withinMs === undefined ? sql`true` : sql`at < ${new Date(before + withinMs)}::timestamptz`
      const { rows } = await sql<EventGroup>`
        select kind, subject from ${among(groups)} where exists (
          select 1 from event where site_id = ${site} and event.subject = part.subject and ${kindOf} = part.kind
            and at >= ${cutoff} and ${end})`.execute(database)
      return new Set(rows.map(groupKey))
    },
    newestOf(type, subject) {
      const key = `${type} ${subject}`
      const known = newest.get(key) ?? findNewest(type, subject)
      newest.set(key, known)
      return known
    },
    async remove(transaction, groups, positions) {
      const [ms, seq] = [0, 1].map((part) => positions.map((pos) => Number(pos.split('-')[part])))
      const { rows } = await sql<{ count: number }>`
        with gone as (
          delete from event where site_id = ${site} and (
            (pos_ms, pos_seq) in (select * from unnest(${sql.val(ms)}::bigint[], ${sql.val(seq)}::bigint[]))
          ) returning 1),
        whole as (
          delete from event using ${among(groups)}
          where site_id = ${site} and event.subject = part.subject and ${kindOf} = part.kind and at < ${cutoff}
          returning 1)
        select (select count(*) from gone) + (select count(*) from whole) as count`.execute(transaction)
      return Number(rows[0]!.count)
    },
  }
}
