import { instantText } from '#core/rows/row.ts'
import { type AuditQuery, isAuditCursor, type StoredAuditRecord } from '#store/postgres/audit-records.ts'
import { type Audit, auditName, createHourlyAudit } from '../audit.ts'
import { ok, refuse } from './answer.ts'
import type { ApiRoute } from './route.ts'

/** Reads the records of the site. */
export type ReadAudit = (query: AuditQuery) => Promise<{ records: StoredAuditRecord[]; next: string | null }>

const MOST = 500
const USUAL = 100

/** Who did or saw what, newest first, for administrators. */
export function auditRoutes(read: ReadAudit, audit: Audit): ApiRoute[] {
  const hourly = createHourlyAudit(audit)
  return [
    {
      method: 'GET',
      path: '/audit',
      for: 'staff',
      async answer({ viewer, query }) {
        if (viewer.role !== 'admin') return refuse(403, 'forbidden', 'for administrators')
        const text = (name: string) => query.get(name) ?? undefined
        const after = text('after')
        if (after !== undefined && !isAuditCursor(after))
          return refuse(400, 'bad_request', 'after: must be the `next` of an answer')
        const limit = Number(text('limit') ?? USUAL)
        if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
          return refuse(400, 'bad_request', `limit: must be a number from 1 to ${MOST}`)
        await hourly(auditName(viewer), 'audit.read', '')
        const found = await read({
          ...{
            who: text('who'),
            actions: text('action')?.split(','),
            subject: text('subject'),
            after,
            limit,
          },
        })
        const records = found.records.map(({ at, ...record }) => ({ at: instantText(at), ...record }))
        return ok({ records, next: found.next })
      },
    },
  ]
}
