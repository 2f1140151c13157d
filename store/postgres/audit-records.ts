import { type Kysely, sql } from 'kysely'
import type { AuditAction } from '#core/access/audit-actions.ts'
import { senderAddress } from '#platform/sender-address.ts'
import type { Tables } from './tables.ts'

/** Who did or saw what. `at`: ms since 1970 by the site's clock. */
export interface AuditRecord {
  readonly at: number
  /** A person, `token/<name>`, `department/<id>`, `address/<address>` of who was not known, or `command line`. */
  readonly who: string
  readonly action: AuditAction
  readonly subject: string | null
  /** `from`: the address it was asked from, where it was asked by somebody outside; it need not be given. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** One as it is kept; of what releases of before put on record it has their names. */
export interface StoredAuditRecord extends Omit<AuditRecord, 'action'> {
  readonly action: string
  readonly id: string
}

export async function writeAudit(
  database: Kysely<Tables>,
  site_id: string,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length === 0) return
  const from = senderAddress()
  const rows = records.map(({ at, detail, ...rest }) => ({
    ...{ site_id, at: new Date(at), ...rest },
    // Of who was not known, the address is who it was.
    detail: JSON.stringify(
      from === undefined || rest.who.startsWith('address/') ? detail : { from, ...detail },
    ),
  }))
  await database
    .insertInto('audit')
    .values(rows as never)
    .execute()
}

export interface AuditQuery {
  /** Those of this actor, of these actions or of those that begin so (`sign-in.`), of this subject. */
  readonly who?: string | undefined
  readonly actions?: readonly string[] | undefined
  readonly subject?: string | undefined
  /** Those before this mark of an earlier answer. */
  readonly after?: string | undefined
  readonly limit: number
}

const MARK = /^(\d{1,15})-([0-9a-f-]{36})$/

/** Whether a text is a mark where an earlier answer ended. */
export const isAuditCursor = (text: string) => MARK.test(text)

/** Records of a site, newest first, and where the next are; null: there are no more. */
export async function readAudit(
  database: Kysely<Tables>,
  site: string,
  { who, actions, subject, after, limit }: AuditQuery,
): Promise<{ records: StoredAuditRecord[]; next: string | null }> {
  let query = database
    .selectFrom('audit')
    .selectAll()
    .where('site_id', '=', site)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (who !== undefined) query = query.where('who', '=', who)
  if (actions !== undefined)
    query = query.where((is) => is.or(actions.map((one) => sql<boolean>`starts_with(action, ${one})`)))
  if (subject !== undefined) query = query.where('subject', '=', subject)
  const [, atMs, id] = (after === undefined ? null : MARK.exec(after)) ?? []
  if (atMs !== undefined)
    query = query.where(sql<boolean>`(at, id) < (${new Date(Number(atMs))}::timestamptz, ${id}::uuid)`)
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    records: shown.map(({ id, at, who, action, subject, detail }) => ({
      ...{ id, at: at.getTime(), who, action, subject, detail },
    })),
    next: rows.length > limit && last !== undefined ? `${last.at.getTime()}-${last.id}` : null,
  }
}
