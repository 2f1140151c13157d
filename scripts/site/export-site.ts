import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { writeSite } from '#store/site-file/write-site.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'
import { whichSite } from './which-site.ts'

/** Prints the set in force as a site file, on standard output. */
export async function exportSite(env: Env): Promise<number> {
  const stores = storesOf(env)
  if (stores === null) {
    console.error(NOT_RUNNING)
    return 1
  }
  const database = createDatabase(stores.databaseUrl, { max: 1 })
  try {
    const known = await knownSites(database)
    const read = readSiteFile(env.configFile)
    const site = whichSite(known, read.ok ? read.file.site.site.id : null)
    const version = site === null ? null : await versionInForce(database, site)
    if (version === null) {
      console.error(
        known.length === 0
          ? 'No set was ever in force here.'
          : `Sets of ${known.join(', ')} are here: name the site file of one in HUIYIN_CONFIG.`,
      )
      return 1
    }
    const at = recordedClock(env.dataDir).now()
    await writeAudit(database, version.site, [
      {
        at,
        who: 'command line',
        action: 'site.exported',
        subject: null,
        detail: { version: version.version },
      },
    ])
    process.stdout.write(writeSite(version))
    return 0
  } finally {
    await database.destroy()
  }
}
