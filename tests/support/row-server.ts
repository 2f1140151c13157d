import { createServer, type Server } from 'node:http'
import { dirname } from 'node:path'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { actRefused } from '#core/pbx-actions/act-request.ts'
import { siteLimits, usualLimits } from '#core/site/limits.ts'
import { createClock } from '#platform/clock.ts'
import { readStoreEnv } from '#platform/env.ts'
import { createProcessLog } from '#platform/process-log.ts'
import type { ApiOptions } from '#server/api/api-options.ts'
import { createCallLimits } from '#server/api/call-limits.ts'
import { apiRoutes, createApi } from '#server/api/create-api.ts'
import { createAudit } from '#server/audit.ts'
import { createAuth } from '#server/auth/create-auth.ts'
import { createRecordUnmasked } from '#server/auth/record-unmasked.ts'
import { createSecurityLog } from '#server/auth/security-log.ts'
import { syncPeople } from '#server/auth/sync-people.ts'
import { attachGateway, type Gateway } from '#server/gateway/attach-gateway.ts'
import { createDaysOfAgents } from '#server/history/days-of-agents.ts'
import { createOurHosts } from '#server/http/our-hosts.ts'
import { createAdmission } from '#server/ingest/admission.ts'
import { createFeedShares } from '#server/ingest/feed-shares.ts'
import { createRejectedReplay } from '#server/ingest/replay-rejected.ts'
import { noLimitWatch } from '#server/metrics/limit-watch.ts'
import { createOperations } from '#server/operations/read-operations.ts'
import { type AskPbx, createActService } from '#server/pbx-actions/act-service.ts'
import { createPeopleService, type PeopleService } from '#server/people-service.ts'
import { createFindService } from '#server/search/find-service.ts'
import { createRuleTrial } from '#server/site/rule-trial.ts'
import { createSiteFileService } from '#server/site/site-file-service.ts'
import { createActsOnce } from '#store/acts-once.ts'
import { createDialledNumbers } from '#store/dialled-numbers.ts'
import { createLiveFloor } from '#store/floor/live-floor.ts'
import { createHeartbeat } from '#store/heartbeat.ts'
import { createTimerStatus } from '#store/jobs/timer-status.ts'
import { createLimitsMet } from '#store/limits-met.ts'
import type { EventLog } from '#store/log.ts'
import { openSite } from '#store/open-site.ts'
import { createAgentDays } from '#store/postgres/agent-days.ts'
import { createApprovalArchive } from '#store/postgres/approval-archive.ts'
import { readAudit } from '#store/postgres/audit-records.ts'
import { createCaseNumbers } from '#store/postgres/case-numbers.ts'
import type { Database } from '#store/postgres/database.ts'
import { createDayReport } from '#store/postgres/day-report.ts'
import { createDeliveryReport } from '#store/postgres/delivery-report.ts'
import { createEntryArchive } from '#store/postgres/entry-archive.ts'
import { createHandoverStore } from '#store/postgres/handover-store.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createIntervalSums } from '#store/postgres/interval-sums.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { createTrendReport } from '#store/postgres/trend-report.ts'
import { createWorkArchive } from '#store/postgres/work-archive.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { createSavedViews } from '#store/saved-views.ts'
import { createSitePictures } from '#store/site-pictures.ts'
import { openTokens } from '#store/tokens.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'

/** The part of a server that shows rows: the floor, sockets and the interface, without ingest and pages. */
export interface RowServer {
  readonly url: string
  readonly floor: Floor
  readonly gateway: Gateway
  readonly database: Database
  readonly log: EventLog
  readonly people: PeopleService
  /** Every route of the interface, such as `GET /cases/:id`. */
  readonly routes: readonly string[]
  stop(): Promise<void>
}

export interface RowServerOptions {
  redisUrl: string
  databaseUrl: string
  /** The site file; JSON is YAML too. */
  config: string
  port?: number
  /** `HUIYIN_TRUST_PROXY`. */
  trustProxy?: string
  /** Asks a PBX to act; not given: none is connected. */
  ask?: AskPbx
}

export const KEY = 'a key of the tests, forty characters long!'

const SEAL_KEY = '5'.repeat(64)

function listen(http: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    http.once('error', fail)
    http.listen(port, '127.0.0.1', () => done((http.address() as { port: number }).port))
  })
}

export async function startRowServer({
  redisUrl,
  databaseUrl,
  config,
  port = 0,
  trustProxy = '',
  ask = async () => actRefused('unreachable', 'no PBX is connected here'),
}: RowServerOptions): Promise<RowServer> {
  const read = readStoreEnv({
    ...{ REDIS_URL: redisUrl, DATABASE_URL: databaseUrl, HUIYIN_CONFIG: config },
    HUIYIN_TRUST_PROXY: trustProxy,
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const clock = createClock({ kind: 'real' })
  const onFault = (error: Error) => {
    if (process.env.TELL_FAULTS !== undefined) console.error(error)
  }
  const site = await openSite({
    env: read.env,
    now: clock.now,
    sealKey: SEAL_KEY,
    log: createProcessLog('test'),
    alsoKeep: (transaction, { site: { site, people } }) =>
      syncPeople(transaction, { site: site.id, people, key: KEY }),
  })
  const { database, log } = site
  const tokens = await openTokens({ database, site: site.id, onFault })
  const stores = { url: redisUrl, site: site.id }
  const rejected = createRejectedStore({ ...stores, sealKey: SEAL_KEY })
  const heartbeat = createHeartbeat({ ...stores, part: 'workers' })
  const timers = createTimerStatus(stores)
  const names = createUnlistedNames({ url: redisUrl, site: site.id })
  const once = createActsOnce({ url: redisUrl, site: site.id, onFault })
  const dialled = createDialledNumbers({ url: redisUrl, site: site.id })
  const recordUnmasked = createRecordUnmasked(database, site.id)
  let siteNow = site.version.content
  let shown: Floor | null = null
  const find = createFindService({
    ...{ site, onFault, siteNow: () => siteNow },
    secrets: { customerKey: KEY },
  })
  const live = createLiveFloor({
    createFloor: () => createFloor({ site: siteNow }),
    log,
    clock,
    onFolded() {
      const changed = live.floor.takeChanged()
      gateway.folded(changed)
      find.changed(changed)
      if (live.floor.site === siteNow) return
      siteNow = live.floor.site
      tokens.refresh().catch(onFault)
    },
    onFault,
    onFailed: (error) => {
      throw error
    },
  })
  const http = createServer((req, res) => void api(req, res))
  // As the server has it: on a loaded machine a client pauses longer than Node's 5 s, and meets a closed connection.
  http.keepAliveTimeout = 65_000
  const publicUrl = 'https://floor.example.test'
  const auth = createAuth({
    database,
    site: () => siteNow,
    siteId: site.id,
    key: KEY,
    sealKey: SEAL_KEY,
    tokens,
    publicUrl,
    onFault,
  })
  const security = createSecurityLog({
    audit: createAudit(database, site.id, clock.now),
    ...{ tokens, isTrustedProxy: read.env.isTrustedProxy, onFault },
    ...{ limits: () => siteLimits(siteNow), limitWatch: noLimitWatch },
  })
  const limitsMet = createLimitsMet({ url: redisUrl, site: site.id, onFault })
  const people = createPeopleService({
    ...{ database, site: site.id, redisUrl, publicUrl, now: clock.now, onFault },
    secrets: { sessionKey: KEY, sealKey: SEAL_KEY },
  })
  const append: EventLog['append'] = (events, at) => log.append(events, at)
  const hosts = createOurHosts({ ...read.env, publicUrl })
  const shared = {
    append,
    isWritten: log.isWritten,
    now: clock.now,
    hosts,
    may: createCallLimits({ limits: () => siteLimits(siteNow) }),
    recordUnmasked,
    security,
    onFault,
  }
  const ruleTrial = createRuleTrial({ databaseUrl, onFault })
  const siteFile = createSiteFileService({
    ...{ database, site: site.id, log, now: clock.now, dataDir: dirname(config), onFault },
    secrets: { sessionKey: KEY, sealKey: SEAL_KEY },
  })
  const apiOptions: ApiOptions = {
    ...shared,
    auth,
    floor: () => shown,
    rejected,
    replay: createRejectedReplay({
      ...{ rejected, append, now: clock.now, withCustomer: (event) => event },
      ...{ shares: createFeedShares(), admission: createAdmission({ names, site: () => live.floor.site }) },
      limits: () => usualLimits,
    }),
    erasure: {
      ...{ database, log, rejected, notifications: people.notifications, now: clock.now },
      ...{ secrets: { customerKey: KEY }, site: () => siteNow, onFault },
    },
    handovers: createHandoverStore(database, site.id),
    operations: createOperations({
      ...{ env: read.env, now: clock.now, database },
      ...{ recounts: createRecountStore(database, site.id), heartbeat, timers },
    }),
    forget: { log, names },
    people,
    intervals: createIntervalArchive(database, site.id),
    intervalSums: createIntervalSums(database, site.id),
    entries: createEntryArchive(database, site.id),
    daysOfAgents: createDaysOfAgents(createAgentDays(database, site.id), clock.now),
    trends: createTrendReport(database, site.id),
    work: createWorkArchive(database, site.id),
    heard: createDeliveryReport(database, site.id),
    savedViews: createSavedViews(database, site.id),
    recounts: createRecountStore(database, site.id),
    isTrustedProxy: read.env.isTrustedProxy,
    acts: createActService({
      audit: createAudit(database, site.id, clock.now),
      ...{ ask, once: once.once, numbers: dialled, onFault },
    }),
    readAudit: (query) => readAudit(database, site.id, query),
    day: createDayReport(database, site.id),
    caseNumbers: createCaseNumbers(database, site.id),
    siteFile,
    ruleTrial,
    pictures: createSitePictures(database, site.id),
    find,
    approvals: createApprovalArchive(database, site.id),
    clock: { demo: false, clockSpeed: 1 },
    limitsMet,
  }
  const api = createApi(apiOptions)
  const gateway = attachGateway(http, {
    ...{ ...shared, callers: auth, isTrustedProxy: read.env.isTrustedProxy },
    ...{ live: () => live.live, pass: live.pass, archivedIdentity: undefined },
  })
  const listening = await listen(http, port)
  await Promise.all([live.start(), people.open()])
  shown = live.floor
  gateway.open(shown)
  return {
    url: `http://127.0.0.1:${listening}`,
    floor: shown,
    gateway,
    database,
    log,
    people,
    routes: apiRoutes(apiOptions).map(({ method, path }) => `${method} ${path}`),
    async stop() {
      await gateway.close()
      http.closeAllConnections()
      await live.stop()
      auth.close()
      tokens.close()
      rejected.close()
      heartbeat.stop()
      timers.close()
      names.close()
      once.close()
      dialled.close()
      siteFile.close()
      ruleTrial.close()
      await limitsMet.close()
      await people.close()
      await site.close()
    },
  }
}
