import { setTimeout as wait } from 'node:timers/promises'
import type { Floor } from '#core/floor/floor.ts'
import type { Clock } from '#platform/clock.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import type { MachineWatch } from '#platform/machine-watch.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import type { Secrets } from '#platform/secrets.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import type { OpenSite } from '#store/open-site.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createHandoverStore } from '#store/postgres/handover-store.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { createRecountStore, differencesText, type RecountResult } from '#store/postgres/recount-store.ts'
import { createRetentionStore, type RetentionRun } from '#store/postgres/retention-store.ts'
import type { Fence } from '#store/redis/appender.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import type { SnapshotStore } from '#store/snapshots.ts'
import { runArchiver } from './archiver.ts'
import { asLeader } from './as-leader.ts'
import { deliveryService } from './delivery-service.ts'
import { runIntervalWriter } from './interval-writer.ts'
import { keepRunning, type WorkerService } from './keep-running.ts'
import type { NotifierService } from './notifier-service.ts'
import { runRecords } from './records/run-records.ts'
import { runRecount } from './recount/run-recount.ts'
import { runRetention } from './retention/run-retention.ts'
import { runSnapshooterApart } from './snapshots/snapshooter-apart.ts'
import type { FoldedFloor } from './timekeeper/folded-floor.ts'
import type { SharedFloor } from './timekeeper/shared-floor.ts'
import { runTimekeeper } from './timekeeper.ts'

export interface ServicesOptions {
  readonly site: OpenSite
  readonly redisUrl: string
  readonly databaseUrl: string
  readonly snapshots: SnapshotStore
  readonly clock: Clock
  readonly log: ProcessLog
  readonly publicUrl: string
  readonly secrets: Pick<Secrets, 'sessionKey' | 'sealKey' | 'customerKey'>
  /** Where the timekeeper of this process shows its floor. */
  readonly floor: SharedFloor
  readonly notifier: NotifierService
  readonly machine: Pick<MachineWatch, 'clockBack'>
  /** Tells and counts a rejection that nobody handled. */
  readonly onUnhandled: (error: unknown) => void
}

/** Snapshots begin when a start is over, which has better use for the processors: a thread loads the program once more. */
const AFTER_THE_START_MS = 5_000

/** Tells the log that something waits, and that it goes on. */
export const troubleNotifier = (log: ProcessLog, what: string) => (error: Error | null) =>
  error === null ? log.info(`${what} goes on`) : log.warn({ err: error }, `${what} waits`)

const faultTeller = (log: ProcessLog, what: string) => (error: Error) => log.error({ err: error }, what)

/** What the workers do, by name. What one process of the site does at a time, it does under a lease. */
export function workerServices(options: ServicesOptions): Record<string, WorkerService> {
  return {
    archiver: leading('archiver', archiver(options), options),
    snapshooter: leading('snapshooter', snapshooter(options), options),
    timekeeper: timekeeper(options),
    delivery: deliveryService({ ...options, ...options.notifier }),
  }
}

function leading(name: string, part: WorkerService, { site, redisUrl, log }: ServicesOptions): WorkerService {
  const lease = { url: redisUrl, site: site.id, name, onFault: faultTeller(log, `the lease of the ${name}`) }
  return (stop) => asLeader(lease, part, stop)
}

function archiver({ site, snapshots, log }: ServicesOptions): WorkerService {
  const parts = {
    log: site.log,
    archive: createEventArchive(site.database, site.id),
    covered: () => snapshots.covered(),
    onTrouble: troubleNotifier(log, 'the archiver'),
  }
  return (stop) => runArchiver(parts, stop)
}

function snapshooter({ site, redisUrl, databaseUrl, log, onUnhandled }: ServicesOptions): WorkerService {
  const asked = { redisUrl, databaseUrl, site: site.id, content: site.version.content }
  const told = {
    onUnhandled,
    onFault: faultTeller(log, 'a snapshot'),
    onSaved: (pos: string, tookMs: number) =>
      log.info({ pos, tookMs: Math.round(tookMs) }, 'a snapshot was written'),
  }
  return async (stop) => {
    await wait(AFTER_THE_START_MS, null, { signal: stop }).catch(() => null)
    await runSnapshooterApart(asked, told, stop)
  }
}

/**
 * Says what falls due; whoever does also keeps the 15-minute records and climbs the alerts' ladders, because that one
 * holds a live floor.
 */
function timekeeper(options: ServicesOptions): WorkerService {
  const { site, redisUrl, clock, log, notifier } = options
  const floors = siteFloors(() => ({ site: site.version.content, keepTransitions: true }))
  const parts = {
    url: redisUrl,
    site: site.id,
    log: site.log,
    clock,
    createFloor: floors.create,
    archive: createEventArchive(site.database, site.id).read,
    snapshots: { store: options.snapshots, codec: floors.codec },
    onTrouble: troubleNotifier(log, 'the timekeeper'),
    onFault: faultTeller(log, 'the timekeeper'),
    onClockStep: (byMs: number) => options.machine.clockBack(Math.round(byMs / 1_000)),
    onFloor: (floor: FoldedFloor | null) => options.floor.put(floor),
    async beside(floor: FoldedFloor, term: AbortSignal, fence: Fence) {
      const climb: WorkerService = (stop) => notifier.lead(floor, stop, fence)
      await Promise.all([
        keepRecords(options, floor, term),
        keepRunning('records', (stop) => records(options, floor, stop), { log, signal: term }),
        keepRunning('retention', (stop) => retention(options, floor.floor, stop), { log, signal: term }),
        keepRunning('notifier', climb, { log, signal: term }),
      ])
    },
  }
  return (stop) => runTimekeeper(parts, stop)
}

/** Writes the 15-minute records down, and holds them against a second count of their own. */
async function keepRecords(
  { site, log, notifier }: ServicesOptions,
  { floor, onFolded }: FoldedFloor,
  signal: AbortSignal,
): Promise<void> {
  const archive = createIntervalArchive(site.database, site.id)
  const recount = {
    site: site.id,
    database: site.database,
    ...{ floor, onFolded },
    archived: createEventArchive(site.database, site.id).position,
    store: createRecountStore(site.database, site.id),
    wholeFrom: async () => (await createRetentionStore(site.database, site.id).last())?.eventsBefore ?? 0,
    onDifferences({ span, pos, differences }: RecountResult) {
      log.error({ span, pos, differences }, 'fold and recount do not agree')
      // Told once an hour for as long as it is so, like all that administrators are told of the machine.
      notifier
        .onMachine({ code: 'recount_differs', figures: differencesText(differences) })
        .catch(faultTeller(log, 'administrators were not told of the recount'))
    },
  }
  await Promise.all([
    keepRunning('intervals', (stop) => runIntervalWriter({ floor, archive }, stop), { log, signal }),
    keepRunning('recount', (stop) => runRecount(recount, stop), { log, signal }),
  ])
}

/** Keeps the last state of cases, contacts and customers for those who look for them later; here, because of the floor. */
function records(options: ServicesOptions, folded: FoldedFloor, signal: AbortSignal): Promise<void> {
  const { site, log, secrets } = options
  const events = createEventArchive(site.database, site.id)
  const parts = {
    folded,
    createFloor: siteFloors(() => ({ site: site.version.content })).create,
    read: events.read,
    archived: events.position,
    archive: createRecordArchive(site.database, site.id),
    tokens: createSearchTokens(keyedHash(secrets.customerKey), () => folded.floor.site.site.timezone),
    onFault: faultTeller(log, 'the records of what is over'),
    onWritingAgain: (upTo: string) => log.info({ upTo }, 'records are made of all that is archived'),
  }
  return runRecords(parts, signal)
}

/** Removes what was kept for as long as the site file says; here, because the floor knows what is still open. */
async function retention(
  { site, redisUrl, notifier, log }: ServicesOptions,
  floor: Floor,
  signal: AbortSignal,
): Promise<void> {
  const { database, id } = site
  const rejected = createRejectedStore({ url: redisUrl, site: id })
  const options = {
    ...{ site: id, database, floor, store: createRetentionStore(database, id) },
    async elsewhere(before: number, keptMs: number) {
      await createHandoverStore(database, id).forgetBefore(before)
      for (const feed of floor.site.feeds) await rejected.forgetBefore(feed.id, before)
      await notifier.forgetOlder(keptMs)
    },
    onDone: ({ removed, keepDays }: RetentionRun) =>
      log.info({ removed, keepDays }, 'what was old is removed'),
  }
  try {
    await runRetention(options, signal)
  } finally {
    rejected.close()
  }
}
