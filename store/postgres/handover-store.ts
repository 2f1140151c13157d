import { sql } from 'kysely'
import type { Breach, HandoverScope, ShiftHandover } from '#core/reports/shift-handover.ts'
import type { Database } from './database.ts'

/** A hand-over that is kept. Instants in ms of the site's clock. */
export interface StoredHandover {
  readonly id: string
  readonly madeAt: number
  readonly madeBy: string
  readonly note: string
  readonly content: ShiftHandover
  readonly takenAt: number | null
  readonly takenBy: string | null
}

/** One of a list: whose it is and how much it holds, without what it holds. */
export interface ListedHandover extends Omit<StoredHandover, 'content'> {
  readonly scope: HandoverScope
  readonly counts: {
    readonly owed: number
    readonly late: number
    readonly alerts: number
    readonly breached: number
  }
}

/** Where a list goes on: behind this one. */
export type HandoverCursor = Pick<StoredHandover, 'madeAt' | 'id'>

export interface HandoverStore {
  keep(made: Pick<StoredHandover, 'madeAt' | 'madeBy' | 'note' | 'content'>): Promise<string>
  /** The newest first, those behind a mark. */
  list(after: HandoverCursor | null, count: number): Promise<ListedHandover[]>
  find(id: string): Promise<StoredHandover | null>
  /** Who takes it over; the first one has it. Gives the hand-over as it stands then, null: there is none. */
  take(id: string, by: string, at: number): Promise<StoredHandover | null>
  /** What rules said to be breached in a span (ms), the newest first. */
  breaches(from: number, to: number): Promise<Breach[]>
  /** Forgets those made before an instant (ms). */
  forgetBefore(at: number): Promise<void>
}

const MOST_BREACHES = 500

interface Facts {
  readonly id: string
  readonly made_at: Date
  readonly made_by: string
  readonly note: string
  readonly taken_at: Date | null
  readonly taken_by: string | null
}
type ListedRow = Facts & Pick<ListedHandover, 'scope'> & ListedHandover['counts']

const factsOf = (row: Facts): Omit<StoredHandover, 'content'> => ({
  ...{ id: row.id, madeAt: row.made_at.getTime(), madeBy: row.made_by, note: row.note },
  ...{ takenAt: row.taken_at?.getTime() ?? null, takenBy: row.taken_by },
})

const keptOf = (row: Facts & Pick<StoredHandover, 'content'>): StoredHandover => ({
  ...factsOf(row),
  content: row.content,
})

export const isHandoverId = (id: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)

export function createHandoverStore(database: Database, site: string): HandoverStore {
  async function find(id: string): Promise<StoredHandover | null> {
    if (!isHandoverId(id)) return null
    const row = await database
      .selectFrom('shift_handover')
      .selectAll()
      .where('site_id', '=', site)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : keptOf(row)
  }

  return {
    async keep({ madeAt, madeBy, note, content }) {
      const { rows } = await sql<{ id: string }>`
        insert into shift_handover (site_id, made_at, made_by, note, content)
        values (${site}, ${new Date(madeAt)}, ${madeBy}, ${note}, ${JSON.stringify(content)}::jsonb)
        returning id`.execute(database)
      return rows[0]!.id
    },
    async list(after, count) {
      const isBehind =
        after === null
          ? sql`true`
          : sql`(made_at, id) < (${new Date(after.madeAt)}::timestamptz, ${after.id}::uuid)`
      const length = (of: string) => sql`jsonb_array_length(${sql.raw(of)})`
      const { rows } = await sql<ListedRow>`
        select id, made_at, made_by, note, taken_at, taken_by, content->'scope' as scope,
          ${length("content->'owed'")} as owed, ${length("content->'alerts'")} as alerts,
          ${length("content->'breached'")} as breached,
          ${length("jsonb_path_query_array(content, '$.owed[*] ? (@.isLate == true)')")} as late
        from shift_handover where site_id = ${site} and ${isBehind}
        order by made_at desc, id desc limit ${count}`.execute(database)
      return rows.map(({ owed, late, alerts, breached, scope, ...row }) => ({
        ...factsOf(row),
        scope,
        counts: { owed, late, alerts, breached },
      }))
    },
    find,
    async take(id, by, at) {
      if (!isHandoverId(id)) return null
      await database
        .updateTable('shift_handover')
        .set({ taken_at: new Date(at), taken_by: by })
        .where('site_id', '=', site)
        .where('id', '=', id)
        .where('taken_at', 'is', null)
        .execute()
      return find(id)
    },
    async breaches(from, to) {
      const { rows } = await sql<{ rule: string; subject: string; at: Date }>`
        select data->>'rule' as rule, subject, max(time) as at from event
        where site_id = ${site} and type = 'rule.breached'
          and time >= ${new Date(from)}::timestamptz and time < ${new Date(to)}::timestamptz
        group by 1, 2 order by at desc limit ${MOST_BREACHES}`.execute(database)
      return rows.map(({ rule, subject, at }) => ({ rule, subject, at: at.getTime() }))
    },
    async forgetBefore(at) {
      await database
        .deleteFrom('shift_handover')
        .where('site_id', '=', site)
        .where('made_at', '<', new Date(at))
        .execute()
    },
  }
}
