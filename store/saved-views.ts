import type { Database } from './postgres/database.ts'

/** A view of History that a person keeps: what they call it, and what stands in the address. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
}

export interface SavedViews {
  /** A person's, by name. */
  list(person: string): Promise<SavedView[]>
  /** Keeps one; of the same name it takes the place of the one before. False: the person has as many as one may. */
  save(person: string, name: string, query: string): Promise<boolean>
  /** False: there is none. */
  remove(person: string, id: string): Promise<boolean>
}

export const MOST_VIEWS = 50

export function createSavedViews(database: Database, site: string): SavedViews {
  async function list(person: string): Promise<SavedView[]> {
    return database
      .selectFrom('saved_view')
      .select(['id', 'name', 'query'])
      .where('site_id', '=', site)
      .where('person', '=', person)
      .orderBy('name')
      .execute()
  }
  return {
    list,
    async save(person, name, query) {
      const known = await list(person)
      if (known.length >= MOST_VIEWS && !known.some((view) => view.name === name)) return false
      await database
        .insertInto('saved_view')
        .values({ site_id: site, person, name, query })
        .onConflict((conflict) => conflict.columns(['site_id', 'person', 'name']).doUpdateSet({ query }))
        .execute()
      return true
    },
    async remove(person, id) {
      const gone = await database
        .deleteFrom('saved_view')
        .where('site_id', '=', site)
        .where('person', '=', person)
        .where('id', '=', id)
        .executeTakeFirst()
      return gone.numDeletedRows > 0n
    },
  }
}
