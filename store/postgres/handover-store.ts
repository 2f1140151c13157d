import { sql } from 'kysely'
import type { Breach, ShiftHandover } from '#core/reports/shift-handover.ts'
import type { Database } from './database.ts'

/** A hand-over that is kept. Instants in ms of the site's clock. */
export interface KeptHandover {
  readonly id: string
  readonly madeAt: number
  readonly madeBy: string
  readonly note: string
  readonly content: ShiftHandover
  readonly takenAt: number | null
  readonly takenBy: string | null
}

export interface HandoverStore {
  keep(made: Pick<KeptHandover, 'madeAt' | 'madeBy' | 'note' | 'content'>): Promise<string>
  /** The newest first. */
  list(count: number): Promise<KeptHandover[]>
  find(id: string): Promise<KeptHandover | null>
  /** Who takes it over; the first one has it. Gives the hand-over as it stands then, null: there is none. */
  take(id: string, by: string, at: number): Promise<KeptHandover | null>
  /** What rules said to be breached in a span (ms), the newest first. */
  breaches(from: number, to: number): Promise<Breach[]>
  /** Forgets those made before an instant (ms). */
  forgetBefore(at: number): Promise<void>
}

const MOST_BREACHES = 500

interface Row {
  readonly id: string
  readonly made_at: Date
  readonly made_by: string
  readonly note: string
  readonly content: ShiftHandover
  readonly taken_at: Date | null
  readonly taken_by: string | null
}

const keptOf = (row: Row): KeptHandover => ({
  ...{ id: row.id, madeAt: row.made_at.getTime(), madeBy: row.made_by, note: row.note },
  ...{ content: row.content, takenAt: row.taken_at?.getTime() ?? null, takenBy: row.taken_by },
})

const isId = (id: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)

export function createHandoverStore(database: Database, site: string): HandoverStore {
  async function find(id: string): Promise<KeptHandover | null> {
    if (!isId(id)) return null
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
    async list(count) {
      const rows = await database
        .selectFrom('shift_handover')
        .selectAll()
        .where('site_id', '=', site)
        .orderBy('made_at', 'desc')
        .limit(count)
        .execute()
      return rows.map(keptOf)
    },
    find,
    async take(id, by, at) {
      if (!isId(id)) return null
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
