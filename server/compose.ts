import { actRefused } from '#core/pbx-actions/act-request.ts'
import { siteLimits } from '#core/site/limits.ts'
import { createMachineWatch } from '#platform/machine-watch.ts'
import { createHeartbeat } from '#store/heartbeat.ts'
import { createNotificationLanes } from '#store/jobs/notifications/notification-lanes.ts'
import { createTimerStatus } from '#store/jobs/timer-status.ts'
import { createDatabaseQuestion } from '#store/postgres/database-question.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { createRetentionStore } from '#store/postgres/retention-store.ts'
import { openConnection } from '#store/redis/connection.ts'
import { createUnhandledCounts } from '#store/stray-rejections.ts'
import { watchClock } from '#store/watch-clock.ts'
import { type BaseOptions, openBase } from './base.ts'
import { type ConnectorsService, createConnectorsService } from './connectors-service.ts'
import { healthz, readyz } from './http/health.ts'
import { closeHttp, createHttpServer, listen } from './http/http-server.ts'
import { logRefusedNames } from './http/log-refused-names.ts'
import { mayLookInside } from './http/may-look-inside.ts'
import { createOurHosts } from './http/our-hosts.ts'
import { transportOf } from './http/security-headers.ts'
import { createIngestService } from './ingest-service.ts'
import { machineMetrics } from './metrics/machine-metrics.ts'
import { metricsRoute } from './metrics/metrics-route.ts'
import { notificationMetrics } from './metrics/notification-metrics.ts'
import { recountMetrics } from './metrics/recount-metrics.ts'
import { retentionMetrics } from './metrics/retention-metrics.ts'
import { timerMetrics } from './metrics/timer-metrics.ts'
import { readyChecks } from './ready-checks.ts'
import { createScreensService, type ScreensService } from './screens-service.ts'

export interface ServerOptions extends BaseOptions {
  /** The process can do nothing right any more and must begin anew. */
  readonly onFailed: (error: Error) => void
  /** How many rejections nobody handled in this process. */
  readonly strayRejections?: () => number
}

const NOBODY = Promise.resolve(false)
/** The server looks for who is slow some times within the limit, so that the last look lies before its end. */
const CUT_FROM = 0.8

/** Puts the parts that this process's role asks for together, and serves. Gives what stops it in order. */
export async function composeServer(options: ServerOptions): Promise<() => Promise<void>> {
  const base = await openBase(options)
  const { env, site, tokens, metrics } = base
  const hosts = createOurHosts(env)
  const heartbeat = createHeartbeat({ url: env.redisUrl, site: site.id, part: 'workers' })
  const timers = createTimerStatus({ url: env.redisUrl, site: site.id })
  const redis = openConnection(env.redisUrl)
  metrics.gauge('huiyin_log_waiting', 'Events that wait to be written', () => site.log.waiting)
  metrics.gauge('huiyin_log_length', 'Entries that the log holds', () => site.log.length())
  metrics.gauge(
    'huiyin_log_unreadable',
    'Entries of the log that are no events and were passed by',
    async () => (await site.log.unreadable()).length,
  )
  timerMetrics(metrics, timers)
  notificationMetrics(metrics, createNotificationLanes(redis, site.id))
  const machine = createMachineWatch({ dataDir: env.dataDir, onFault: base.onFault })
  const strayCounts = createUnhandledCounts({ url: env.redisUrl, site: site.id })
  machineMetrics(metrics, {
    ...{ dataDir: env.dataDir, notes: machine.notes, strayCounts },
    strayRejections: options.strayRejections ?? (() => 0),
    strayInStart: machine.strayInStart,
  })
  recountMetrics(metrics, createRecountStore(site.database, site.id), base.now)
  retentionMetrics(metrics, createRetentionStore(site.database, site.id), base.now)

  let screens: ScreensService | null = null
  let connectors: ConnectorsService | null = null
  const ingest = env.role === 'sockets' ? null : createIngestService(base)
  const askDatabase = createDatabaseQuestion(env.databaseUrl)
  const mayLook = mayLookInside({
    tokens,
    security: base.security,
    adminSession: (cookie) => screens?.isAdmin(cookie) ?? NOBODY,
  })
  const checks = () => readyChecks({ redis, askDatabase, log: site.log, heartbeat, timers, machine, screens })
  const ready = readyz(checks, mayLook, base.onFault)
  const counters = metricsRoute(metrics.registry, mayLook, base.onFault)
  const { requestSec } = siteLimits(base.siteNow())
  const http = createHttpServer({
    routes: {
      ingest: () => ingest?.handle ?? null,
      api: () => screens?.api ?? null,
      healthz: () => healthz,
      readyz: () => ready,
      metrics: () => counters,
      pages: () => screens?.pages()?.handle ?? null,
    },
    hosts,
    onRefusedHost: logRefusedNames(base.log),
    transport: transportOf(env.publicUrl),
    requestMs: requestSec * 1_000,
    onArrival(sec, whole) {
      base.limits.near('requestSec', sec / requestSec)
      // Who went away by themselves had time left.
      if (!whole && sec >= requestSec * CUT_FROM) base.limits.met('requestSec', '')
    },
    onFault: base.onFault,
  })
  if (env.role !== 'ingest')
    screens = createScreensService(base, http, {
      ...{ hosts, onFailed: options.onFailed, machine, heartbeat, timers },
      ask: (feed, order) =>
        connectors?.act(feed, order) ?? Promise.resolve(actRefused('unreachable', 'this server is starting')),
    })

  const stopClockWatch = watchClock({
    ...{ clock: base.clock, log: site.log, onFault: base.onFault },
    floorNow: () => screens?.floor.nowIfLive() ?? null,
    onStep: (byMs) => machine.clockBack(Math.round(byMs / 1_000)),
  })
  await listen(http, env.port, env.host)
  await screens?.open()
  connectors = screens === null ? null : createConnectorsService(base, screens.floor.floor)
  return async () => {
    stopClockWatch()
    await connectors?.stop()
    const closed = closeHttp(http)
    await screens?.cut()
    await closed
    await ingest?.close()
    await screens?.close()
    heartbeat.stop()
    timers.close()
    machine.stop()
    strayCounts.close()
    redis.close()
    await base.close()
  }
}
