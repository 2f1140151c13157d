import { aboutNote, type MachineNote } from '#core/machine/machine-note.ts'
import type { Clock } from '#platform/clock.ts'
import type { StoreEnv } from '#platform/env.ts'
import { createMachineWatch, type MachineWatch } from '#platform/machine-watch.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import { openSecrets } from '#platform/secrets.ts'
import { createHeartbeat } from '#store/heartbeat.ts'
import { joinSite } from '#store/open-site.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { createUnhandledCounts } from '#store/stray-rejections.ts'
import { keepRunning } from './keep-running.ts'
import { type NotifierService, openNotifierService } from './notifier-service.ts'
import { troubleNotifier, workerServices } from './services.ts'
import { createSharedFloor } from './timekeeper/shared-floor.ts'

export interface WorkersOptions {
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
}: WorkersOptions): Promise<() => Promise<void>> {
  const site = await joinSite({ env, log }, signal)
  if (site === null) return async () => undefined
  const stores = { url: env.redisUrl, site: site.id }
  const unhandled = createUnhandledCounts(stores)
  const onCountFault = (error: Error) => log.warn({ err: error }, 'a rejection was not counted')
  const countUnhandled = () => void unhandled.add('workers').catch(onCountFault)
  onCounting?.(countUnhandled)
  const onUnhandled = (error: unknown) => {
    log.error({ err: error }, 'a rejection that nobody handled')
    countUnhandled()
  }
  const snapshots = createSnapshotStore(stores)
  const heartbeat = createHeartbeat({ ...stores, part: 'workers' })
  const floor = createSharedFloor()
  const { redisUrl, databaseUrl, publicUrl } = env
  const notifier = await openNotifierService({ site, redisUrl, clock, log, floor })
  const machine = createMachineWatch({ dataDir: env.dataDir, onFault: (error) => log.warn({ err: error }) })
  tellOfMachine(machine, notifier, log)
  const secrets = openSecrets(env.dataDir)
  const shared = {
    site,
    redisUrl,
    databaseUrl,
    publicUrl,
    secrets,
    snapshots,
    clock,
    log,
    floor,
    notifier,
    machine,
    onUnhandled,
  }
  const parts = workerServices(shared)
  const running = Object.entries(parts).map(([name, part]) => keepRunning(name, part, { log, signal }))
  heartbeat.beat(() => !signal.aborted, troubleNotifier(log, 'the pulse'))
  return async () => {
    await Promise.all(running)
    heartbeat.stop()
    machine.stop()
    await notifier.close()
    snapshots.close()
    unhandled.close()
    await site.close()
  }
}

/** Tells administrators of each thing once; the screens hear of it by the server. */
function tellOfMachine(machine: MachineWatch, notifier: NotifierService, log: ProcessLog): void {
  let known = new Set<string>()
  const take = (notes: readonly MachineNote[]) => {
    const before = known
    known = new Set(notes.map(aboutNote))
    for (const note of notes)
      if (!before.has(aboutNote(note)))
        notifier
          .onMachine(note)
          .catch((error) => log.warn({ err: error }, 'administrators were not told of the machine'))
  }
  machine.onChange(take)
  take(machine.notes())
}
