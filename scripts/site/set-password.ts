import { accountOf, createAccounts, loginOf } from '#server/auth/accounts.ts'
import type { Env } from '#store/env.ts'
import { keepFirstPasswords, randomPassword, readFirstPasswords } from '#store/first-secrets.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { openSecrets } from '#store/secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'
import { whichSite } from './which-site.ts'

/**
 * Gives a person a new first password, prints it on standard output, and ends their sessions: for who forgot theirs, or
 * still has one that everybody can read.
 */
export async function setPassword(login: string, env: Env): Promise<number> {
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
    const password = randomPassword()
    await createAccounts(database, site, openSecrets(env.dataDir).sessionKey).giveAnew(person.id, password)
    const typed = loginOf(person)
    // What was handed out before holds no more; a file that was deleted stays so.
    if (readFirstPasswords(env.dataDir).has(typed))
      keepFirstPasswords(env.dataDir, new Map([[typed, password]]))
    console.error(
      `${person.name} signs in as ${typed} with this password, and is asked for a new one at once:`,
    )
    console.log(password)
    return 0
  } finally {
    await database.destroy()
  }
}
