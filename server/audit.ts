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

/** Somebody as the audit names them. */
export function auditName({ kind, id }: Pick<Viewer, 'kind' | 'id'>): string {
  return kind === 'person' ? id : `${kind}/${id}`
}
