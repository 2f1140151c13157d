import type { Clock } from '#store/clock.ts'
import type { StoreEnv } from '#store/env.ts'
import { joinSite } from '#store/open-site.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import type { ProcessLog } from '#store/process-log.ts'
import { createPulse } from '#store/pulse.ts'
import { siteFloors } from '#store/site-floor.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { runArchiver } from './archiver.ts'
import { keepRunning, type WorkerPart } from './keep-running.ts'
import { runSnapshooter } from './snapshooter.ts'
import { runTimekeeper } from './timekeeper.ts'

export interface ComposeOptions {
  readonly env: StoreEnv
  readonly clock: Clock
  readonly log: ProcessLog
  readonly signal: AbortSignal
}

/** Puts the workers together and runs them until the signal. Gives what waits for their end. */
export async function composeWorkers({
  env,
  clock,
  log,
  signal,
}: ComposeOptions): Promise<() => Promise<void>> {
  const site = await joinSite({ env, log }, signal)
  if (site === null) return async () => undefined
  const stores = { url: env.redisUrl, site: site.id }
  const snapshots = createSnapshotStore(stores)
  const pulse = createPulse({ ...stores, part: 'workers' })
  const trouble = (what: string) => (error: Error | null) =>
    error === null ? log.info(`${what} goes on`) : log.warn({ err: error }, `${what} waits`)
  const archive = createEventArchive(site.database, site.id)
  const floors = siteFloors(() => ({ site: site.version.content }))
  const parts: Record<string, WorkerPart> = {
    archiver: (stop) =>
      runArchiver(
        {
          log: site.log,
          archive,
          covered: () => snapshots.covered(),
          onTrouble: trouble('the archiver'),
        },
        stop,
      ),
    snapshooter: (stop) =>
      runSnapshooter(
        {
          createFloor: floors.create,
          log: site.log,
          archive: archive.read,
          snapshots: { store: snapshots, codec: floors.codec },
          onFault: (error) => log.error({ err: error }, 'a snapshot'),
          onSaved: (pos, tookMs) => log.info({ pos, tookMs: Math.round(tookMs) }, 'a snapshot was written'),
        },
        stop,
      ),
    timekeeper: (stop) =>
      runTimekeeper(
        {
          ...stores,
          log: site.log,
          clock,
          createFloor: siteFloors(() => ({ site: site.version.content, keepLines: true })).create,
          archive: archive.read,
          onTrouble: trouble('the timekeeper'),
          onFault: (error) => log.error({ err: error }, 'the timekeeper'),
        },
        stop,
      ),
  }
  const running = Object.entries(parts).map(([name, part]) => keepRunning(name, part, { log, signal }))
  pulse.beat(() => !signal.aborted, trouble('the pulse'))
  return async () => {
    await Promise.all(running)
    pulse.stop()
    snapshots.close()
    await site.close()
  }
}
