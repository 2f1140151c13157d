import { setTimeout as wait } from 'node:timers/promises'
import { feedFaults } from '#core/site/feed-faults.ts'
import type { StoreEnv } from '#platform/env.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import { faultText, pathText } from '#platform/site-fault.ts'
import { createLog, type EventLog } from './log.ts'
import { createDatabase, type Database } from './postgres/database.ts'
import { migrate } from './postgres/migrate.ts'
import { publishSite } from './site-file/publish-site.ts'
import { readSiteFile, type SiteFile } from './site-file/read-site-file.ts'
import { knownSites, type SiteVersion, saveVersion, versionInForce } from './site-file/site-versions.ts'
import { tieClock } from './tie-clock.ts'

const LOOK_EVERY_MS = 200

/** The stores of a site, open and up to date. */
export interface OpenSite {
  /** The site's id. */
  readonly id: string
  readonly database: Database
  readonly log: EventLog
  /** The set in force when the process started; later ones come by the log. */
  readonly version: SiteVersion
  close(): Promise<void>
}

export interface OpenSiteOptions {
  readonly env: StoreEnv
  readonly now: () => number
  readonly sealKey: string
  readonly log: ProcessLog
  /** What else must be done with a newly read site file, in the same transaction, such as making accounts of its people. */
  readonly alsoKeep: (transaction: Database, file: SiteFile) => Promise<void>
}

/** Opens the stores and applies the site file if its content has changed since it was last read (contract §6). */
export async function openSite(options: OpenSiteOptions): Promise<OpenSite> {
  const { env, now, sealKey } = options
  const database = createDatabase(env.databaseUrl)
  await migrate(database)
  const file = readFile(env, options.log)
  const id = await siteId(database, file, env.configFile)
  if (file !== null) {
    const before = await versionInForce(database, id)
    const add = {
      split: file.split,
      at: now(),
      by: 'file',
      fileHash: file.hash,
      text: file.text,
      sealKey,
      dataDir: env.dataDir,
    }
    const stored = await saveVersion(database, add, (transaction) => options.alsoKeep(transaction, file))
    if (stored !== null) {
      options.log.info({ version: stored.version }, 'the site file was applied')
      if (before !== null && before.fileHash === null) tellWhatItReplaced(before, options.log)
    }
  }
  const version = await versionInForce(database, id)
  if (version === null) throw new Error(`no set of the site ${id} was ever in force`)
  tellFeedsThatCannotWork(version, options.log)
  const log = createLog({ url: env.redisUrl, site: id })
  await tieClock({ url: env.redisUrl, site: id }, env.clock, log)
  await publishSite(database, log, version, now())
  return { id, database, log, version, close: () => close(database, log) }
}

/** Opens the stores of a site once a server has applied its first site file. Null: told to stop before that. */
export async function joinSite(
  { env, log }: Pick<OpenSiteOptions, 'env' | 'log'>,
  signal: AbortSignal,
): Promise<OpenSite | null> {
  const database = createDatabase(env.databaseUrl)
  await migrate(database)
  const version = await firstPublished(database, readFile(env, log), signal)
  if (version === null) {
    await database.destroy()
    return null
  }
  const events = createLog({ url: env.redisUrl, site: version.site })
  return { id: version.site, database, log: events, version, close: () => close(database, events) }
}

async function firstPublished(
  database: Database,
  file: SiteFile | null,
  signal: AbortSignal,
): Promise<SiteVersion | null> {
  while (!signal.aborted) {
    const id = file?.site.site.id ?? (await knownSites(database))[0]
    const version = id === undefined ? null : await versionInForce(database, id)
    if (version?.published) return version
    await wait(LOOK_EVERY_MS)
  }
  return null
}

async function close(database: Database, log: EventLog): Promise<void> {
  log.close()
  await database.destroy()
}

/** A faulty file changes nothing: what is wrong is told, and the set in force stays. */
function readFile({ configFile, dataDir }: StoreEnv, log: ProcessLog): SiteFile | null {
  const read = readSiteFile(configFile, dataDir)
  if (read.ok) return read.file
  for (const fault of read.faults) log.error(faultText(configFile, fault))
  return null
}

/** Who keeps the file in git and changes the site in the browser too should hear that the one has replaced the other. */
function tellWhatItReplaced({ version, by }: SiteVersion, log: ProcessLog): void {
  log.warn(
    `the site file has changed and replaces version ${version} of ${by}: the page Site, Versions, shows what differs and leads back`,
  )
}

/** A set from before feeds were checked starts still; what of it does not work is said. */
function tellFeedsThatCannotWork({ version, content }: SiteVersion, log: ProcessLog): void {
  for (const { path, message } of feedFaults(content.feeds))
    log.warn(`the set in force (version ${version}): ${pathText(path)}: ${message}`)
}

/** The site is the file's; where that cannot be read, the only one that the database knows. */
async function siteId(database: Database, file: SiteFile | null, path: string): Promise<string> {
  if (file !== null) return file.site.site.id
  const [only, ...others] = await knownSites(database)
  if (only !== undefined && others.length === 0) return only
  throw new Error(`${path} cannot be used, and no earlier set is in force`)
}
