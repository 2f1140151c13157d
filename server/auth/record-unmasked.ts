import type { Kysely } from 'kysely'
import type { Staff } from '#core/access/viewer.ts'
import { senderAddress } from '#platform/sender-address.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { auditName } from '../audit.ts'
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
    const at = now()
    const records = keys.map((key) => {
      const [who, view, id, from] = JSON.parse(key) as [string, string, string | null, string | undefined]
      const subject = id === null ? null : `${view}/${id}`
      return { at, who, action: 'unmasked', subject, detail: { view, ...(from && { from }) } } as const
    })
    await writeAudit(database, site, records)
    return new Map(keys.map((key) => [key, true]))
  })
  return async (viewer, view, id) => {
    const key = JSON.stringify([auditName(viewer), view, id])
    const at = now()
    const last = written.get(key)
    if (last !== undefined && at - last < AGAIN_AFTER_MS) return
    // What goes together in one question comes from many addresses.
    await write(JSON.stringify([auditName(viewer), view, id, senderAddress()]))
    written.delete(key)
    written.set(key, at)
    if (written.size > MOST_KEPT) written.delete(written.keys().next().value!)
  }
}
