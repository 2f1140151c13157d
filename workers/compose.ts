import { aboutNote, type MachineNote } from '#core/machine-note.ts'
import type { Clock } from '#store/clock.ts'
import type { StoreEnv } from '#store/env.ts'
import { createMachineWatch, type MachineWatch } from '#store/machine-watch.ts'
import { joinSite } from '#store/open-site.ts'
import type { ProcessLog } from '#store/process-log.ts'
import { createPulse } from '#store/pulse.ts'
import { openSecrets } from '#store/secrets.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { createStrayCounts } from '#store/stray-rejections.ts'
import { keepRunning } from './keep-running.ts'
import { type NotifierPart, openNotifierPart } from './notifier-part.ts'
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
  const machine = createMachineWatch({ dataDir: env.dataDir, onFault: (error) => log.warn({ err: error }) })
  tellOfMachine(machine, notifier, log)
  const secrets = openSecrets(env.dataDir)
  const shared = { site, redisUrl, publicUrl, secrets, snapshots, clock, log, floor, notifier, machine }
  const parts = workerParts(shared)
  const running = Object.entries(parts).map(([name, part]) => keepRunning(name, part, { log, signal }))
  pulse.beat(() => !signal.aborted, troubleTeller(log, 'the pulse'))
  return async () => {
    await Promise.all(running)
    pulse.stop()
    machine.stop()
    await notifier.close()
    snapshots.close()
    strayCounts.close()
    await site.close()
  }
}

/** Tells administrators of each thing once; the screens hear of it by the server. */
function tellOfMachine(machine: MachineWatch, notifier: NotifierPart, log: ProcessLog): void {
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
