import type { Site } from '#core/site/site-schema.ts'
import type { Env } from '#platform/env.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'
import { whichSite } from './which-site.ts'

export interface OnSite {
  readonly database: Database
  readonly redisUrl: string
  readonly site: string
  /** The set in force. */
  readonly content: Site
}

/** Does something with the set in force; says what is missing. Gives the exit code. */
export async function onSite(env: Env, act: (on: OnSite) => Promise<number>): Promise<number> {
  const stores = storesOf(env)
  if (stores === null) {
    console.error(NOT_RUNNING)
    return 1
  }
  const database = createDatabase(stores.databaseUrl, { max: 1 })
  try {
    const read = readSiteFile(env.configFile, env.dataDir)
    const site = whichSite(await knownSites(database), read.ok ? read.file.site.site.id : null)
    const version = site === null ? null : await versionInForce(database, site)
    if (site === null || version === null) {
      console.error('No set was ever in force here: name its site file in HUIYIN_CONFIG.')
      return 1
    }
    return await act({ database, redisUrl: stores.redisUrl, site, content: version.content })
  } finally {
    await database.destroy()
  }
}
