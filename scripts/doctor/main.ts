import { readEnv } from '#store/env.ts'
import { readRunning } from '../start/running-file.ts'
import { checkCalendars } from './check-calendars.ts'
import { checkFlow } from './check-flow.ts'
import { checkDataFolder, checkPort, checkPrograms } from './check-machine.ts'
import { checkPostgres } from './check-postgres.ts'
import { checkRedis } from './check-redis.ts'
import { checkRunning } from './check-running.ts'
import { checkFeeds, checkSiteFile } from './check-site.ts'
import { checkTargets } from './check-targets.ts'
import { checkTellings } from './check-tellings.ts'
import { type Finding, fault, findingLine, good } from './finding.ts'

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
    await checkPort(env),
    ...(running === null ? await checkPrograms(env) : await checkRunning(running.address)),
    ...(redisUrl === null ? [] : await checkRedis(redisUrl)),
    ...(databaseUrl === null ? [] : await checkPostgres(databaseUrl)),
    ...site.findings,
    ...(site.file === null ? [] : checkCalendars(site.file.site, env.dataDir, Date.now())),
    ...(site.file === null ? [] : await checkFeeds(site.file.site)),
    ...(site.file === null || redisUrl === null || databaseUrl === null
      ? []
      : await checkFlow(site.file.site, redisUrl, databaseUrl)),
    ...(site.file === null ? [] : await checkTargets(site.file)),
    ...(site.file === null || redisUrl === null ? [] : await checkTellings(redisUrl, site.file.site.site.id)),
  ]
}

const findings = await examine()
for (const finding of findings) console.log(findingLine(finding))
process.exitCode = findings.some(({ level }) => level === 'fault') ? 1 : 0
