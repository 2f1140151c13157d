import { recordedClock } from '#platform/clock.ts'
import { type Env, readEnv } from '#platform/env.ts'
import { checkCalendars } from '#server/operations/check-calendars.ts'
import { checkDisk } from '#server/operations/check-disk.ts'
import { checkFlow } from '#server/operations/check-flow.ts'
import { checkLimits } from '#server/operations/check-limits.ts'
import { checkNotifications } from '#server/operations/check-notifications.ts'
import { checkPeople } from '#server/operations/check-people.ts'
import { checkPostgres } from '#server/operations/check-postgres.ts'
import { checkRedis } from '#server/operations/check-redis.ts'
import { checkRetention } from '#server/operations/check-retention.ts'
import { checkSecrets } from '#server/operations/check-secrets.ts'
import { type Finding, fault, findingLine, good } from '#server/operations/finding.ts'
import type { SiteFile } from '#store/site-file/read-site-file.ts'
import { storedSecrets } from '../pbx/stored-secrets.ts'
import { readRunning } from '../start/running-file.ts'
import { checkFeeds } from './check-feeds.ts'
import { checkClock, checkDataFolder, checkPort, checkPrograms, checkStoredLog } from './check-machine.ts'
import { checkReach } from './check-reach.ts'
import { checkRunning } from './check-running.ts'
import { checkSiteFile } from './check-site.ts'
import { checkTargets } from './check-targets.ts'

/** Looks at everything that Huiyin stands on; changes nothing. */
async function examine(): Promise<Finding[]> {
  const read = readEnv(process.env)
  if (!read.ok) return read.faults.map((text) => fault('environment', `${text}: correct it`))
  const { env } = read
  const running = readRunning(env.dataDir)
  const redisUrl = env.redisUrl ?? running?.redisUrl ?? null
  const databaseUrl = env.databaseUrl ?? running?.databaseUrl ?? null
  const site = checkSiteFile(env.configFile)
  return [
    good('environment', 'every variable can be read'),
    ...checkDataFolder(env),
    ...(running === null ? await checkStoredLog(env) : []),
    ...(await checkClock()),
    ...checkReach(env),
    // What runs has its port, which another environment need not name.
    ...(running === null
      ? [await checkPort(env), ...(await checkPrograms(env))]
      : await checkRunning(running.address)),
    ...(redisUrl === null ? [] : await checkRedis(redisUrl)),
    ...(databaseUrl === null ? [] : await checkPostgres(databaseUrl)),
    ...site.findings,
    ...(site.file === null ? [] : await checkSite(site.file, env, { redisUrl, databaseUrl })),
  ]
}

interface Stores {
  readonly redisUrl: string | null
  readonly databaseUrl: string | null
}

/** What the site file names, tried for real, and what flows of it. */
async function checkSite(file: SiteFile, env: Env, { redisUrl, databaseUrl }: Stores): Promise<Finding[]> {
  const { site } = file
  const now = recordedClock(env.dataDir).now()
  return [
    ...checkCalendars(site, env.dataDir, Date.now()),
    ...(await checkFeeds(file, await storedSecrets(env, site.site.id))),
    ...(redisUrl === null || databaseUrl === null ? [] : await checkFlow(site, redisUrl, databaseUrl, now)),
    ...(databaseUrl === null ? [] : [await checkDisk(site, env.dataDir, databaseUrl)]),
    ...(await checkTargets(file)),
    ...(databaseUrl === null ? [] : await checkPeople(site, databaseUrl)),
    ...(databaseUrl === null ? [] : [await checkRetention(site, databaseUrl, now)]),
    ...(databaseUrl === null ? [] : await checkSecrets(site.site.id, env, databaseUrl)),
    ...(redisUrl === null ? [] : await checkNotifications(redisUrl, site.site.id)),
    ...(redisUrl === null ? [] : await checkLimits(site, redisUrl)),
  ]
}

const findings = await examine()
for (const finding of findings) console.log(findingLine(finding))
process.exitCode = findings.some(({ level }) => level === 'fault') ? 1 : 0
