import type { Clock } from '#store/clock.ts'
import type { StoreEnv } from '#store/env.ts'
import { joinSite } from '#store/open-site.ts'
import type { ProcessLog } from '#store/process-log.ts'
import { createPulse } from '#store/pulse.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { keepRunning } from './keep-running.ts'
import { troubleTeller, workerParts } from './parts.ts'

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
  const parts = workerParts({ site, redisUrl: env.redisUrl, snapshots, clock, log })
  const running = Object.entries(parts).map(([name, part]) => keepRunning(name, part, { log, signal }))
  pulse.beat(() => !signal.aborted, troubleTeller(log, 'the pulse'))
  return async () => {
    await Promise.all(running)
    pulse.stop()
    snapshots.close()
    await site.close()
  }
}
