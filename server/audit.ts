import type { Database } from '#store/postgres/database.ts'

/** Writes who did or saw what; `who` is a person, `token/<name>` or `department/<id>`. */
export type Audit = (
  who: string,
  action: string,
  subject: string | null,
  detail?: Readonly<Record<string, unknown>>,
) => Promise<void>

export function createAudit(database: Database, site: string, now: () => number): Audit {
  return async (who, action, subject, detail = {}) => {
    await database
      .insertInto('audit')
      .values({
        ...{ site_id: site, at: new Date(now()), who, action, subject },
        detail: JSON.stringify(detail),
      } as never)
      .execute()
  }
}
