import type { Floor } from '#core/floor/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { StoreEnv } from '#platform/env.ts'
import type { Heartbeat } from '#store/heartbeat.ts'
import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import type { Database } from '#store/postgres/database.ts'
import type { RecountResult, RecountStore } from '#store/postgres/recount-store.ts'
import { type SiteVersion, versionInForce } from '#store/site-file/site-versions.ts'
import { checkCalendars } from './check-calendars.ts'
import { checkDisk, checkRoom } from './check-disk.ts'
import { checkFlow } from './check-flow.ts'
import { checkLimits } from './check-limits.ts'
import { checkNotifications } from './check-notifications.ts'
import { checkPeople } from './check-people.ts'
import { checkPostgres } from './check-postgres.ts'
import { checkRedis } from './check-redis.ts'
import { checkRetention } from './check-retention.ts'
import { checkTimers } from './check-timers.ts'
import type { Finding } from './finding.ts'

/** What runs, as an administrator looks at it. */
export interface Operations {
  /** When it was looked at, ms of the site's clock. */
  readonly at: number
  readonly findings: readonly Finding[]
  /** The recounts since the last whole one, newest first. */
  readonly recounts: readonly RecountResult[]
  /** The set of the site file in force. */
  readonly version: Pick<SiteVersion, 'version' | 'at' | 'by'> | null
}

/** Looks at everything that the doctor looks at beside a running site; what was found seconds ago is found again. */
export type ReadOperations = (floor: Pick<Floor, 'site'>) => Promise<Operations>

export interface OperationsOptions {
  readonly env: Pick<StoreEnv, 'redisUrl' | 'databaseUrl' | 'dataDir'>
  readonly database: Database
  readonly recounts: Pick<RecountStore, 'recent'>
  readonly heartbeat: Pick<Heartbeat, 'heardAgoMs'>
  readonly timers: Pick<TimerStatusStore, 'read'>
  /** The site's time, ms. */
  readonly now: () => number
}

/** Some of it counts the events of a day: many who look share what one look found. */
const FOUND_AGAIN_MS = 20_000

export function createOperations(options: OperationsOptions): ReadOperations {
  let lookedAt = Number.NEGATIVE_INFINITY
  let found: Promise<Operations> | null = null
  return ({ site }) => {
    if (found === null || performance.now() - lookedAt > FOUND_AGAIN_MS) {
      lookedAt = performance.now()
      found = look(site, options)
      // What failed is tried again by whoever looks next.
      found.catch(() => {
        found = null
      })
    }
    return found
  }
}

async function look(site: Site, options: OperationsOptions): Promise<Operations> {
  const { env, recounts, heartbeat, timers } = options
  const { redisUrl, databaseUrl, dataDir } = env
  const at = options.now()
  const findings = await Promise.all([
    checkTimers(heartbeat, timers).then((one) => [one]),
    checkFlow(site, redisUrl, databaseUrl, at),
    checkRedis(redisUrl),
    checkPostgres(databaseUrl),
    checkDisk(site, dataDir, databaseUrl).then((one) => [checkRoom(dataDir), one]),
    checkRetention(site, databaseUrl, at).then((one) => [one]),
    checkNotifications(redisUrl, site.site.id),
    checkPeople(site, databaseUrl),
    checkLimits(site, redisUrl),
    checkCalendars(site, dataDir, at),
  ])
  const [recent, version] = await Promise.all([
    recounts.recent(),
    versionInForce(options.database, site.site.id),
  ])
  return { at, findings: findings.flat(), recounts: recent, version }
}
