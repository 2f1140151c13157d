import type { Server } from 'node:http'
import { viewerOf } from '#core/access/viewer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { sentDue } from '#core/notify/sent-due.ts'
import { siteLimits } from '#core/site/limits.ts'
import type { MachineWatch } from '#platform/machine-watch.ts'
import { createActsOnce } from '#store/acts-once.ts'
import { createDialledNumbers } from '#store/dialled-numbers.ts'
import type { Heartbeat } from '#store/heartbeat.ts'
import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import { createAgentDays } from '#store/postgres/agent-days.ts'
import { createApprovalArchive } from '#store/postgres/approval-archive.ts'
import { readAudit } from '#store/postgres/audit-records.ts'
import { createCaseNumbers } from '#store/postgres/case-numbers.ts'
import { createDayReport } from '#store/postgres/day-report.ts'
import { createDeliveryReport } from '#store/postgres/delivery-report.ts'
import { createEntryArchive } from '#store/postgres/entry-archive.ts'
import { createHandoverStore } from '#store/postgres/handover-store.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createIntervalSums } from '#store/postgres/interval-sums.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { createTrendReport } from '#store/postgres/trend-report.ts'
import { createWorkArchive } from '#store/postgres/work-archive.ts'
import { createSavedViews } from '#store/saved-views.ts'
import { createSitePictures } from '#store/site-pictures.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { createCallLimits } from './api/call-limits.ts'
import { createApi } from './api/create-api.ts'
import { createAudit } from './audit.ts'
import { createAuth } from './auth/create-auth.ts'
import { createRecordUnmasked } from './auth/record-unmasked.ts'
import { watchWeakSecrets } from './auth/watch-weak-secrets.ts'
import { readWeakSecrets, weakNotes } from './auth/weak-secrets.ts'
import type { Base } from './base.ts'
import { customerAdder } from './customer-adder.ts'
import { createFloorService, type FloorService } from './floor-service.ts'
import { attachGateway } from './gateway/attach-gateway.ts'
import { createDaysOfAgents } from './history/days-of-agents.ts'
import type { OurHosts } from './http/our-hosts.ts'
import type { Handler } from './http/router.ts'
import { createAdmission } from './ingest/admission.ts'
import { createCrowdNotes } from './ingest/crowd-notes.ts'
import { createOverfullNotes } from './ingest/overfull-notes.ts'
import { createRejectedReplay } from './ingest/replay-rejected.ts'
import { measure } from './metrics/measure.ts'
import { createOperations } from './operations/read-operations.ts'
import { openPages, type Pages } from './pages.ts'
import { type AskPbx, createActService } from './pbx-actions/act-service.ts'
import { createPeopleService } from './people-service.ts'
import { createFindService } from './search/find-service.ts'
import { createRuleTrial } from './site/rule-trial.ts'
import { createSiteFileService } from './site/site-file-service.ts'

/** All that people look at: the floor, sockets, the API and the pages. */
export interface ScreensService {
  readonly api: Handler
  readonly floor: FloorService
  /** Null: they are not open yet. */
  pages(): Pages | null
  /** Whether a `Cookie` header holds an administrator's session. */
  isAdmin(cookie: string): Promise<boolean>
  /** Builds the floor and opens the pages; until then every request is told to come again. */
  open(): Promise<void>
  /** Cuts the sockets, without which the HTTP server does not close. */
  cut(): Promise<void>
  /** To be called when the HTTP server is closed. */
  close(): Promise<void>
}

export interface ScreensOptions {
  /** The names of this site. */
  readonly hosts: OurHosts
  readonly onFailed: (error: Error) => void
  readonly machine: Pick<MachineWatch, 'notes' | 'onChange'>
  /** The workers'. */
  readonly heartbeat: Pick<Heartbeat, 'heardAgoMs'>
  readonly timers: Pick<TimerStatusStore, 'read'>
  readonly ask: AskPbx
}

export function createScreensService(
  base: Base,
  http: Server,
  { hosts, onFailed, machine, heartbeat, timers, ask }: ScreensOptions,
): ScreensService {
  const { env, clock, site, now, onFault } = base
  const { database, log } = site
  let pages: Pages | null = null
  const auth = createAuth({
    database,
    site: base.siteNow,
    siteId: site.id,
    key: base.secrets.sessionKey,
    sealKey: base.secrets.sealKey,
    limitWatch: base.limits,
    tokens: base.tokens,
    publicUrl: env.publicUrl,
    now,
    onFault,
  })
  base.metrics.gauge('huiyin_sign_in_waiting', 'People who wait to be signed in', () => auth.waiting)
  const people = createPeopleService({
    ...{ database, site: site.id, redisUrl: env.redisUrl, publicUrl: env.publicUrl, now, onFault },
    secrets: base.secrets,
  })
  const find = createFindService(base)
  const limits = () => siteLimits(base.siteNow())
  const common = {
    append: (events: readonly AnyEvent[], at: number) => log.append(events, at),
    isWritten: log.isWritten,
    now,
    hosts,
    may: createCallLimits({ limits, limitWatch: base.limits }),
    recordUnmasked: createRecordUnmasked(database, site.id, now),
    security: base.security,
    onFault,
  }
  const gateway = attachGateway(http, {
    ...common,
    isTrustedProxy: env.isTrustedProxy,
    callers: auth,
    live: () => floor.live.live,
    pass: () => floor.live.pass(),
    machineNotes: () => [...machine.notes(), ...weak.notes()],
    limitWatch: base.limits,
    sentDue: (event) => sentDue(event, people.planning(floor.live.floor)),
    withCustomer: customerAdder(base),
    archivedIdentity: find.identity,
    ...(!clock.real && { clockSpeed: () => clock.speed }),
  })
  clock.onSpeed(gateway.speedChanged)
  const weak = watchWeakSecrets({
    read: async () =>
      weakNotes(await readWeakSecrets(database, { site: site.id, key: base.secrets.sessionKey })),
    onChange: () => gateway.machineChanged(),
    onFault,
  })
  machine.onChange(gateway.machineChanged)
  const noteOverfull = createOverfullNotes({
    rejected: base.rejected,
    now,
    limitWatch: base.limits,
    onFault,
  })
  const noteCrowd = createCrowdNotes(base.limits)
  const floor = createFloorService(base, {
    onFolded(folded) {
      const changed = folded.takeChanged()
      noteOverfull(changed, folded)
      noteCrowd(changed, folded)
      gateway.folded(changed)
      find.changed(changed)
    },
    onFailed,
  })
  const recounts = createRecountStore(database, site.id)
  const ruleTrial = createRuleTrial({ databaseUrl: env.databaseUrl, onFault })
  const siteFile = createSiteFileService({
    ...{ database, site: site.id, log, now, secrets: base.secrets, dataDir: env.dataDir, onFault },
  })
  const names = createUnlistedNames({ url: env.redisUrl, site: site.id })
  const once = createActsOnce({ url: env.redisUrl, site: site.id, onFault })
  const dialled = createDialledNumbers({ url: env.redisUrl, site: site.id })
  const api = createApi({
    ...common,
    auth,
    acts: createActService({
      ...{ ask, audit: createAudit(database, site.id, now), once: once.once, numbers: dialled, onFault },
    }),
    floor: floor.floor,
    rejected: base.rejected,
    replay: createRejectedReplay({
      ...{ rejected: base.rejected, append: common.append, withCustomer: customerAdder(base), now },
      ...{ shares: base.feedShares, admission: createAdmission({ names, site: base.siteNow }) },
      limits,
    }),
    erasure: {
      ...{ database, log, rejected: base.rejected, notifications: people.notifications },
      ...{ secrets: base.secrets, site: base.siteNow, now, onFault: base.onFault },
    },
    handovers: createHandoverStore(database, site.id),
    operations: createOperations({ env, database, recounts, heartbeat, timers, now }),
    forget: { log, names },
    people,
    intervals: createIntervalArchive(database, site.id),
    intervalSums: createIntervalSums(database, site.id),
    entries: createEntryArchive(database, site.id),
    daysOfAgents: createDaysOfAgents(createAgentDays(database, site.id), now),
    trends: createTrendReport(database, site.id),
    work: createWorkArchive(database, site.id),
    heard: createDeliveryReport(database, site.id),
    savedViews: createSavedViews(database, site.id),
    recounts,
    isTrustedProxy: env.isTrustedProxy,
    readAudit: (query) => readAudit(database, site.id, query),
    day: createDayReport(database, site.id),
    caseNumbers: createCaseNumbers(database, site.id),
    siteFile,
    ruleTrial,
    pictures: createSitePictures(database, site.id),
    find,
    approvals: createApprovalArchive(database, site.id),
    clock: {
      demo: !clock.real,
      get clockSpeed() {
        return clock.speed
      },
    },
    limitWatch: base.limits,
    limits,
    limitsMet: base.limitsMet,
  })
  measure(base.metrics, { gateway, floor: floor.live })
  return {
    api,
    floor,
    pages: () => pages,
    async isAdmin(cookie) {
      const caller = await auth.identify({ cookie, isLocal: false })
      if (caller === null || caller.first !== null) return false
      const viewer = viewerOf(base.siteNow(), caller.identity)
      return viewer?.kind === 'person' && viewer.role === 'admin'
    },
    async open() {
      await Promise.all([floor.start(), people.open()])
      gateway.open(floor.live.floor)
      pages = await openPages(http, env.port, env.host)
    },
    cut: () => gateway.close(),
    async close() {
      await pages?.close()
      await floor.stop()
      auth.close()
      weak.stop()
      names.close()
      once.close()
      dialled.close()
      siteFile.close()
      ruleTrial.close()
      await people.close()
    },
  }
}
