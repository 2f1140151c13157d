import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Migration, Migrator } from 'kysely'
import type { Database } from './database.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * Brings the database up to date; gives the names of what was done. Several processes may call it at once: one does
 * it, the others wait. Throws at the first migration that fails, which then leaves nothing of itself.
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: readMigrations },
    // The parts number their migrations in ranges of their own, so a lower number may come later.
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first'
    throw new Error(`migration ${failed} failed: ${(error as Error).message}`, { cause: error })
  }
  return results.map(({ migrationName }) => migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{3}-[\w-]+\.ts$/.test(file)).sort()
  const read = files.map(
    async (file) => [file.replace(/\.ts$/, ''), (await import(join(FOLDER, file))) as Migration] as const,
  )
  return Object.fromEntries(await Promise.all(read))
}
