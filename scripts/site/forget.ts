import { type Forgettable, forgettable } from '#core/forgotten.ts'
import { agentsOf, queuesOf } from '#core/site/site-agents.ts'
import { recordedClock } from '#store/clock.ts'
import type { Env } from '#store/env.ts'
import { forgetName } from '#store/forget-name.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { NOT_RUNNING, storesOf } from './open-stores.ts'
import { whichSite } from './which-site.ts'

export const isForgettable = (text: string): text is Forgettable =>
  (forgettable as readonly string[]).includes(text)

/** Takes a queue or an agent that no site file names off all screens, until an event names it again. */
export async function forget(kind: Forgettable, id: string, env: Env): Promise<number> {
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
    const { content } = version
    const listed: ReadonlySet<string> = kind === 'queue' ? queuesOf(content) : new Set(agentsOf(content))
    if (listed.has(id)) {
      console.error(`The site file names the ${kind} ${id}: take it out there, and apply the file.`)
      return 1
    }
    await write(stores.redisUrl, site, {
      ...{ kind, id, by: 'command line' },
      ...{ feeds: content.feeds.map((feed) => feed.id), now: recordedClock(env.dataDir).now() },
    })
    console.error(`The ${kind} ${id} is forgotten. It comes back if an event names it again.`)
    return 0
  } finally {
    await database.destroy()
  }
}

async function write(url: string, site: string, wish: Parameters<typeof forgetName>[1]): Promise<void> {
  const log = createLog({ url, site })
  const names = createUnlistedNames({ url, site })
  try {
    await forgetName({ log, names }, wish)
  } finally {
    log.close()
    names.close()
  }
}
