import { parentPort, workerData } from 'node:worker_threads'
import type { Site } from '#core/site/site-schema.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { runSnapshooter } from './snapshooter.ts'

/** Whose floor is kept, and where. */
export interface SnapshooterRequest {
  readonly redisUrl: string
  readonly databaseUrl: string
  readonly site: string
  /** The set in force when the process started; later ones come by the log. */
  readonly content: Site
}

/** What the thread has to say. */
export type SnapshooterMessage =
  | { readonly is: 'saved'; readonly pos: string; readonly tookMs: number }
  | { readonly is: 'fault'; readonly error: Error }
  /** A rejection that nobody handled. */
  | { readonly is: 'stray'; readonly error: Error }

/** Keeps the snapshots' floor apart from the timers: writing it down, and the garbage of that, holds up nobody else. */
async function run({ redisUrl, databaseUrl, site, content }: SnapshooterRequest): Promise<void> {
  const stop = new AbortController()
  const say = (message: SnapshooterMessage) => parentPort?.postMessage(message)
  parentPort?.once('message', () => stop.abort())
  // As in every process of ours: one that nobody waited for is told, and ends nothing.
  process.on('unhandledRejection', (error) => say({ is: 'stray', error: error as Error }))
  const floors = siteFloors(() => ({ site: content }))
  const database = createDatabase(databaseUrl, { max: 1 })
  const log = createLog({ url: redisUrl, site })
  const store = createSnapshotStore({ url: redisUrl, site })
  const options = {
    createFloor: floors.create,
    log,
    archive: createEventArchive(database, site).read,
    snapshots: { store, codec: floors.codec },
    onFault: (error: Error) => say({ is: 'fault', error }),
    onSaved: (pos: string, tookMs: number) => say({ is: 'saved', pos, tookMs }),
  }
  try {
    await runSnapshooter(options, stop.signal)
  } finally {
    store.close()
    log.close()
    await database.destroy()
    parentPort?.close()
  }
}

await run(workerData as SnapshooterRequest)
