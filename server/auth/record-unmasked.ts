import type { Kysely } from 'kysely'
import type { Staff } from '#core/access/viewer.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { gathered } from './gathered.ts'

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
  // Of a hall that comes at once, all are written together.
  const write = gathered(async (keys): Promise<Map<string, true>> => {
    const at = new Date(now())
    const rows = keys.map((key) => {
      const [kind, who, view, id] = JSON.parse(key) as [Staff['kind'], string, string, string | null]
      return {
        ...{ site_id: site, at, action: 'unmasked', detail: JSON.stringify({ view }) },
        who: kind === 'person' ? who : `token/${who}`,
        subject: id === null ? null : `${view}/${id}`,
      }
    })
    await database
      .insertInto('audit')
      .values(rows as never)
      .execute()
    return new Map(keys.map((key) => [key, true]))
  })
  return async ({ kind, id: who }, view, id) => {
    const key = JSON.stringify([kind, who, view, id])
    const at = now()
    const last = written.get(key)
    if (last !== undefined && at - last < AGAIN_AFTER_MS) return
    await write(key)
    if (written.size >= MOST_KEPT) written.clear()
    written.set(key, at)
  }
}
