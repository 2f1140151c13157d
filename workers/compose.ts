import type { Clock } from '#store/clock.ts'
import type { StoreEnv } from '#store/env.ts'
import { joinSite } from '#store/open-site.ts'
import type { ProcessLog } from '#store/process-log.ts'
import { createPulse } from '#store/pulse.ts'
import { openSecrets } from '#store/secrets.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { createStrayCounts } from '#store/stray-rejections.ts'
import { keepRunning } from './keep-running.ts'
import { openNotifierPart } from './notifier-part.ts'
import { troubleTeller, workerParts } from './parts.ts'
import { createSharedFloor } from './timekeeper/shared-floor.ts'

export interface ComposeOptions {
  readonly env: StoreEnv
  readonly clock: Clock
  readonly log: ProcessLog
  readonly signal: AbortSignal
  /** Given what counts a rejection that nobody handled, as soon as the site is known. */
  readonly onCounting?: (count: () => void) => void
}

/** Puts the workers together and runs them until the signal. Gives what waits for their end. */
export async function composeWorkers({
  env,
  clock,
  log,
  signal,
  onCounting,
}: ComposeOptions): Promise<() => Promise<void>> {
  const site = await joinSite({ env, log }, signal)
  if (site === null) return async () => undefined
  const stores = { url: env.redisUrl, site: site.id }
  const strayCounts = createStrayCounts(stores)
  const onCountFault = (error: Error) => log.warn({ err: error }, 'a rejection was not counted')
  onCounting?.(() => strayCounts.add('workers').catch(onCountFault))
  const snapshots = createSnapshotStore(stores)
  const pulse = createPulse({ ...stores, part: 'workers' })
  const floor = createSharedFloor()
  const { redisUrl, publicUrl } = env
  const notifier = await openNotifierPart({ site, redisUrl, clock, log, floor })
  const secrets = openSecrets(env.dataDir)
  const parts = workerParts({ site, redisUrl, publicUrl, secrets, snapshots, clock, log, floor, notifier })
  const running = Object.entries(parts).map(([name, part]) => keepRunning(name, part, { log, signal }))
  pulse.beat(() => !signal.aborted, troubleTeller(log, 'the pulse'))
  return async () => {
    await Promise.all(running)
    pulse.stop()
    await notifier.close()
    snapshots.close()
    strayCounts.close()
    await site.close()
  }
}
