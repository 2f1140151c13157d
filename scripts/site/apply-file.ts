import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { syncPeople } from '#server/auth/sync-people.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { publishSite } from '#store/site-file/publish-site.ts'
import type { SiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, saveVersion } from '#store/site-file/site-versions.ts'
import { readAndReport } from './check-file.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'

/** Puts a file's set into force in the running Huiyin; every process takes it from the log. */
export async function applyFile(path: string, name: string, env: Env): Promise<number> {
  const file = await readAndReport(path, name, env)
  if (file === null) return 1
  const stores = storesOf(env)
  if (stores === null) {
    console.error(NOT_RUNNING)
    return 1
  }
  const database = createDatabase(stores.databaseUrl, { max: 1 })
  const site = file.site.site.id
  const log = createLog({ url: stores.redisUrl, site })
  try {
    const known = await knownSites(database)
    if (known.length > 0 && !known.includes(site)) {
      console.error(`${name}: site.id: is ${site}, but the running site is ${known.join(', ')}`)
      return 1
    }
    const version = await apply(file, env, { database, log })
    console.error(
      version === null ? `${name}: is in force already` : `${name}: in force as version ${version}`,
    )
    return 0
  } finally {
    log.close()
    await database.destroy()
  }
}

interface Stores {
  readonly database: ReturnType<typeof createDatabase>
  readonly log: ReturnType<typeof createLog>
}

async function apply(file: SiteFile, env: Env, { database, log }: Stores): Promise<number | null> {
  const secrets = openSecrets(env.dataDir)
  const clock = recordedClock(env.dataDir)
  const { site, people } = file.site
  // Only of the site file itself is it kept that its content was read: another file may be applied again and again.
  const fileHash = file.path === env.configFile ? file.hash : null
  const stored = await saveVersion(
    database,
    {
      split: file.split,
      at: clock.now(),
      by: 'command line',
      fileHash,
      text: file.text,
      sealKey: secrets.sealKey,
      dataDir: env.dataDir,
    },
    (transaction) =>
      syncPeople(transaction, { site: site.id, people, key: secrets.sessionKey, dataDir: env.dataDir }),
  )
  if (stored === null) return null
  await publishSite(database, log, stored, clock.now())
  return stored.version
}
