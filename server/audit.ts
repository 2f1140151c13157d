import type { AuditAction } from '#core/access/audit-actions.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import type { Database } from '#store/postgres/database.ts'

/** Writes who did or saw what (`AuditRecord`). */
export type Audit = (
  who: string,
  action: AuditAction,
  subject: string | null,
  detail?: Readonly<Record<string, unknown>>,
) => Promise<void>

export function createAudit(database: Database, site: string, now: () => number): Audit {
  return (who, action, subject, detail = {}) =>
    writeAudit(database, site, [{ at: now(), who, action, subject, detail }])
}

const HOUR_MS = 3_600_000
const MOST_REMEMBERED = 10_000

/** Writes what pages and programs ask for again and again once an hour: by whom, what, and about what (`about`). */
export type HourlyAudit = (
  who: string,
  action: AuditAction,
  about: string,
  detail?: Readonly<Record<string, unknown>>,
) => Promise<void>

/** Once an hour in this process; what could not be written is not on record, and so is asked for again. */
export function createHourlyAudit(audit: Audit): HourlyAudit {
  const writtenAt = new Map<string, number>()
  return async (who, action, about, detail) => {
    const key = `${who} ${action} ${about}`
    const now = performance.now()
    if (now - (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return
    await audit(who, action, null, detail)
    if (writtenAt.size >= MOST_REMEMBERED) writtenAt.clear()
    writtenAt.set(key, now)
  }
}

/** Somebody as the audit names them. */
export function auditName({ kind, id }: Pick<Viewer, 'kind' | 'id'>): string {
  return kind === 'person' ? id : `${kind}/${id}`
}
