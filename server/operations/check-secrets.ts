import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { machineNoteText } from '#core/machine/machine-note.ts'
import type { Env } from '#platform/env.ts'
import { openSecrets, secretsFault } from '#platform/secrets.ts'
import { readWeakSecrets, weakNotes } from '#server/auth/weak-secrets.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { type Finding, fault, good, warning } from './finding.ts'

/** Whether passwords and tokens are in force that everybody can read or guess; `site` is the site's id. */
export async function checkSecrets(site: string, env: Env, databaseUrl: string): Promise<Finding[]> {
  // Without them nothing was started here, and none must be made by looking.
  if (!existsSync(join(env.dataDir, 'secrets.json')) || secretsFault(env.dataDir) !== null) return []
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    const { sessionKey } = openSecrets(env.dataDir)
    const notes = weakNotes(await readWeakSecrets(database, { site, key: sessionKey }))
    return notes.length === 0
      ? [good('secrets', 'none in force is published or short')]
      : notes.map((note) => warning('secrets', machineNoteText(note)))
  } catch (error) {
    return [fault('secrets', `${(error as Error).message}: start PostgreSQL, or correct DATABASE_URL`)]
  } finally {
    await database.destroy()
  }
}
