import { createDatabase } from '#store/postgres/database.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'

/** The first board of the set in force; null if there is none, or more than one site in the database. */
export async function boardInForce(databaseUrl: string): Promise<string | null> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    const [only, ...others] = await knownSites(database)
    if (only === undefined || others.length > 0) return null
    return (await versionInForce(database, only))?.content.boards[0]?.id ?? null
  } finally {
    await database.destroy()
  }
}
