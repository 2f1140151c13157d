import type { Kysely } from 'kysely'
import type { Staff } from '#core/access/viewer.ts'
import type { Tables } from '#store/postgres/tables.ts'

/** Writes that somebody looked at unmasked numbers and names. */
export type RecordUnmasked = (viewer: Staff, view: string, id: string | null) => Promise<void>

const AGAIN_AFTER_MS = 3_600_000
const MOST_KEPT = 10_000

/** One record for each person, view and case within an hour: a screen that reconnects looks at the same thing. */
export function createRecordUnmasked(
  database: Kysely<Tables>,
  site: string,
  now: () => number = Date.now,
): RecordUnmasked {
  const written = new Map<string, number>()
  return async ({ kind, id: who }, view, id) => {
    const key = JSON.stringify([kind, who, view, id])
    const at = now()
    const last = written.get(key)
    if (last !== undefined && at - last < AGAIN_AFTER_MS) return
    await database
      .insertInto('audit')
      .values({
        site_id: site,
        at: new Date(at),
        who: kind === 'person' ? who : `token/${who}`,
        action: 'unmasked',
        subject: id === null ? null : `${view}/${id}`,
        detail: JSON.stringify({ view }),
      } as never)
      .execute()
    if (written.size >= MOST_KEPT) written.clear()
    written.set(key, at)
  }
}
