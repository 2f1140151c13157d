import { hostname } from 'node:os'
import { siteLimits } from '#core/site/limits.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Clock } from '#platform/clock.ts'
import type { StoreEnv } from '#platform/env.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import type { Secrets } from '#platform/secrets.ts'
import { createLimitsMet, type LimitsMet } from '#store/limits-met.ts'
import { type OpenSite, openSite } from '#store/open-site.ts'
import { createRejectedStore, type RejectedStore } from '#store/rejected.ts'
import { openTokens, type TokenStore } from '#store/tokens.ts'
import { createAudit } from './audit.ts'
import { createSecurityLog, type SecurityLog } from './auth/security-log.ts'
import { syncPeople } from './auth/sync-people.ts'
import { createFeedShares, type FeedShares } from './ingest/feed-shares.ts'
import { createLimitWatch, type LimitWatch } from './metrics/limit-watch.ts'
import { createLoopIdle } from './metrics/loop-idle.ts'
import { createMachinePace } from './metrics/machine-pace.ts'
import { createServerMetrics, type ServerMetrics } from './metrics/server-metrics.ts'

/** What every part of a server process stands on. */
export interface Base {
  readonly env: StoreEnv
  readonly clock: Clock
  readonly secrets: Secrets
  readonly log: ProcessLog
  readonly metrics: ServerMetrics
  readonly site: OpenSite
  readonly tokens: TokenStore
  readonly rejected: RejectedStore
  readonly security: SecurityLog
  readonly limits: LimitWatch
  /** How much each feed sends, and what folding it costs, in this process. */
  readonly feedShares: FeedShares
  /** Who met a limit, and how near everybody is, in all processes. */
  readonly limitsMet: Pick<LimitsMet, 'read' | 'used'>
  /** The site's time, ms since 1970. */
  now(): number
  /** The set of the site file in force. */
  siteNow(): Site
  setSite(site: Site): void
  /** A fault of ours that fails a request or a job, never the process. */
  onFault(error: Error): void
  close(): Promise<void>
}

/** How near somebody comes to a limit changes within seconds, and who looks does so seldom. */
const TELL_USED_MS = 10_000

export type BaseOptions = Pick<Base, 'env' | 'clock' | 'secrets' | 'log'>

/** Opens the stores, and applies the site file if it has changed. */
export async function openBase(options: BaseOptions): Promise<Base> {
  const { env, clock, secrets, log } = options
  const now = () => clock.now()
  const metrics = createServerMetrics()
  const onFault = (error: Error) => {
    metrics.fault()
    log.error({ err: error }, 'fault')
  }
  const site = await openSite({
    env,
    now,
    sealKey: secrets.sealKey,
    log,
    alsoKeep: (transaction, { site: { site, people } }) =>
      syncPeople(transaction, { site: site.id, people, key: secrets.sessionKey, dataDir: env.dataDir }),
  })
  const tokens = await openTokens({ database: site.database, site: site.id, onFault })
  const rejected = createRejectedStore({ url: env.redisUrl, site: site.id, sealKey: secrets.sealKey })
  const audit = createAudit(site.database, site.id, now)
  let inForce = site.version.content
  const limitsMet = createLimitsMet({ url: env.redisUrl, site: site.id, onFault })
  const limits = createLimitWatch({ metrics, limits: () => siteLimits(inForce), store: limitsMet })
  const security = createSecurityLog({
    ...{ audit, tokens, isTrustedProxy: env.isTrustedProxy, onFault },
    ...{ limits: () => siteLimits(inForce), limitWatch: limits },
  })
  const feedShares = createFeedShares({ idleMs: createLoopIdle(), pace: createMachinePace() })
  limits.watch(feedShares.used)
  const reporting = setInterval(() => {
    limits
      .used()
      .then((used) => limitsMet.reportUsed(`${hostname()}/${process.pid}`, used))
      .catch(onFault)
  }, TELL_USED_MS)
  reporting.unref()
  return {
    ...options,
    limitsMet,
    metrics,
    site,
    tokens,
    rejected,
    security,
    limits,
    feedShares,
    now,
    siteNow: () => inForce,
    setSite(next) {
      inForce = next
      tokens.refresh().catch(onFault)
    },
    onFault,
    async close() {
      tokens.close()
      rejected.close()
      clearInterval(reporting)
      await limitsMet.close()
      await site.close()
    },
  }
}
