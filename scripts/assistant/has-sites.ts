import { createDatabase } from '#store/postgres/database.ts'
import { knownSites } from '#store/site-file/site-versions.ts'

/** Whether a database has a set in force; one that does not answer may have one, and the start says what is wrong with it. */
export async function hasSites(databaseUrl: string): Promise<boolean> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    return (await knownSites(database)).length > 0
  } catch (error) {
    const NO_TABLE = '42P01'
    return (error as { code?: string }).code !== NO_TABLE
  } finally {
    await database.destroy()
  }
}
