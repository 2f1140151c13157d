import { createFloor } from '#core/create-floor.ts'
import type { Floor } from '#core/floor.ts'
import type { Clock } from '#store/clock.ts'
import type { StoreEnv } from '#store/env.ts'
import { createLiveFloor } from '#store/live-floor.ts'
import { openSite } from '#store/open-site.ts'
import type { ProcessLog } from '#store/process-log.ts'
import { createPulse } from '#store/pulse.ts'
import { openConnection } from '#store/redis/connection.ts'
import { createRejectedStore } from '#store/rejected.ts'
import type { Secrets } from '#store/secrets.ts'
import { openTokens } from '#store/tokens.ts'
import { createApi } from './api/create-api.ts'
import { createAuth } from './auth/create-auth.ts'
import { createRecordUnmasked } from './auth/record-unmasked.ts'
import { syncPeople } from './auth/sync-people.ts'
import { attachGateway } from './gateway/attach-gateway.ts'
import { healthz, readyz } from './http/health.ts'
import { closeHttp, createHttpServer, listen } from './http/http-server.ts'
import type { Handler } from './http/router.ts'
import { createIngestPart } from './ingest-part.ts'
import { metricsRoute } from './metrics/metrics-route.ts'
import { createServerMetrics } from './metrics/server-metrics.ts'
import { openPages, type Pages } from './pages.ts'
import { readyChecks } from './ready-checks.ts'

export interface ComposeOptions {
  readonly env: StoreEnv
  readonly clock: Clock
  readonly secrets: Secrets
  readonly log: ProcessLog
  /** The process can do nothing right any more and must begin anew. */
  readonly onFailed: (error: Error) => void
}

/** Puts the server together and serves. Gives what stops it in order. */
export async function composeServer(options: ComposeOptions): Promise<() => Promise<void>> {
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
      syncPeople(transaction, { site: site.id, people, key: secrets.sessionKey }),
  })
  const { database, log: events } = site
  const tokens = await openTokens({ database, site: site.id, onFault })
  const stores = { url: env.redisUrl, site: site.id }
  const rejected = createRejectedStore(stores)
  const pulse = createPulse({ ...stores, part: 'workers' })
  const redis = openConnection(env.redisUrl)

  let pages: Pages | null = null
  let siteNow = site.version.content
  const auth = createAuth({
    database,
    site: () => siteNow,
    siteId: site.id,
    key: secrets.sessionKey,
    tokens,
    publicUrl: env.publicUrl,
    onFault,
  })
  const ingest = createIngestPart({
    log: events,
    tokens,
    rejected,
    site: () => siteNow,
    customerKey: secrets.customerKey,
    now,
    meter: { ...metrics.ingest, fault: onFault },
  })
  const recordUnmasked = createRecordUnmasked(database, site.id)
  const showsRows = env.role !== 'ingest'
  const floor = createLiveFloor({
    createFloor: () => createFloor({ site: siteNow }),
    log: events,
    clock,
    onFolded() {
      gateway.folded(floor.floor.takeChanged())
      if (floor.floor.site === siteNow) return
      siteNow = floor.floor.site
      tokens.refresh().catch(onFault)
    },
    onTrouble: (error) =>
      error === null ? log.info('the log is back') : log.warn({ err: error }, 'the log is away'),
    onFailed: options.onFailed,
    onFault,
  })
  const checks = readyChecks({
    redis,
    database,
    last: () => events.last(),
    workers: pulse,
    floor: showsRows ? floor : null,
    pages: showsRows ? () => pages !== null : null,
  })
  const isAdmin = async (token: string) => {
    const caller = await auth.identify({ token })
    return caller?.identity.kind === 'token' && caller.identity.role === 'admin'
  }
  const ready = readyz(checks)
  const figures = metricsRoute(metrics.registry, isAdmin)
  const taken: Handler | null = env.role === 'sockets' ? null : ingest.handle
  let shown: Floor | null = null
  const api = createApi({
    auth,
    floor: () => shown,
    append: (list, at) => events.append(list, at),
    rejected,
    now,
    clock: { demo: !clock.real, clockSpeed: clock.speed },
    publicUrl: env.publicUrl,
    recordUnmasked,
    onFault,
  })
  const http = createHttpServer({
    routes: {
      ingest: () => taken,
      api: () => api,
      healthz: () => healthz,
      readyz: () => ready,
      metrics: () => figures,
      pages: () => pages?.handle ?? null,
    },
    https: env.publicUrl.startsWith('https:'),
    onFault,
  })
  const gateway = attachGateway(http, {
    callers: auth,
    append: (list, at) => events.append(list, at),
    now,
    publicUrl: env.publicUrl,
    live: () => floor.live,
    recordUnmasked,
    onFault,
  })
  await listen(http, env.port, env.host)
  if (showsRows) {
    await floor.start()
    shown = floor.floor
    gateway.open(shown)
    pages = await openPages(http, env.port, env.host)
  }
  return async () => {
    const closed = closeHttp(http)
    await gateway.close()
    await closed
    await pages?.close()
    await ingest.close()
    await floor.stop()
    auth.close()
    tokens.close()
    pulse.stop()
    rejected.close()
    redis.close()
    await site.close()
  }
}
