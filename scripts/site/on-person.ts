import type { PersonConfig } from '#core/site/site-schema.ts'
import { accountOf } from '#server/auth/accounts.ts'
import type { Env } from '#store/env.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'
import { whichSite } from './which-site.ts'

export interface OnPerson {
  readonly database: Database
  readonly site: string
  readonly person: PersonConfig
}

/** Does something with a person of the set in force, named as they sign in; says what is missing. Gives the exit code. */
export async function onPerson(
  login: string,
  env: Env,
  act: (on: OnPerson) => Promise<number>,
): Promise<number> {
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
    const id = accountOf(version.content, login)
    const person = version.content.people.find((one) => one.id === id)
    if (person === undefined) {
      console.error(`Nobody signs in as ${login}: name a staff number or e-mail of the site file.`)
      return 1
    }
    return await act({ database, site, person })
  } finally {
    await database.destroy()
  }
}
