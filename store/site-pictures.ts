import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from './postgres/database.ts'

/** The pictures of a site's boards, as addresses that hold them (`data:`), by what is in them. */
export interface SitePictures {
  /** Keeps a picture, from now on for a day at least, and gives its id; null: there are too many. */
  keep(url: string): Promise<string | null>
  /** Null: there is none of that id. */
  read(id: string): Promise<string | null>
}

const ID_LETTERS = 32
const SWEEP_MS = 3_600_000
/** With what earlier versions named. */
export const MOST_PICTURES = 1_000

export function createSitePictures(database: Database, site: string, most = MOST_PICTURES): SitePictures {
  let sweptAt = Number.NEGATIVE_INFINITY

  /** What was uploaded and no version ever named is kept for a day: somebody may still be about to save it. */
  async function sweep(): Promise<void> {
    if (performance.now() - sweptAt < SWEEP_MS) return
    sweptAt = performance.now()
    await sql`
      with named as materialized (
        select distinct board->>'picture' as id
        from site_version, json_array_elements(content->'boards') as board where site_id = ${site})
      delete from site_picture where site_id = ${site} and at < now() - interval '1 day'
        and not exists (select 1 from named where named.id = site_picture.id)`.execute(database)
  }

  async function others(id: string): Promise<number> {
    const { count } = await database
      .selectFrom('site_picture')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('site_id', '=', site)
      .where('id', '!=', id)
      .executeTakeFirstOrThrow()
    return count
  }

  return {
    async keep(url) {
      await sweep()
      const id = createHash('sha256').update(url).digest('hex').slice(0, ID_LETTERS)
      if ((await others(id)) >= most) return null
      await database
        .insertInto('site_picture')
        .values({ site_id: site, id, url })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet({ at: sql`now()` }))
        .execute()
      return id
    },
    async read(id) {
      const row = await database
        .selectFrom('site_picture')
        .select('url')
        .where('site_id', '=', site)
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.url ?? null
    },
  }
}
