import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { connectorSecrets } from '#store/site-file/connector-secrets.ts'
import { storesOf } from '../site/open-stores.ts'
import { isFirstStart } from '../start/site-summary.ts'

/** The PBX accounts' secrets that are kept from before, by feed; or why that is not known. */
export type StoredSecrets =
  | { readonly ok: true; readonly secrets: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: string }

export const noStoredSecrets: StoredSecrets = { ok: true, secrets: new Map() }

/** Looks into the running Huiyin's database; changes nothing. */
export async function storedSecrets(env: Env, site: string): Promise<StoredSecrets> {
  if (isFirstStart(env)) return noStoredSecrets
  const stores = storesOf(env)
  if (stores === null) return { ok: false, reason: 'Huiyin does not run here' }
  if (!existsSync(join(env.dataDir, 'secrets.json'))) return noStoredSecrets
  const database = createDatabase(stores.databaseUrl, { max: 1 })
  try {
    return { ok: true, secrets: await connectorSecrets(database, site, openSecrets(env.dataDir).sealKey) }
  } catch (error) {
    return { ok: false, reason: (error as Error).message }
  } finally {
    await database.destroy()
  }
}
