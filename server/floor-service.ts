import type { Floor } from '#core/floor/floor.ts'
import { siteLimits } from '#core/site/limits.ts'
import type { FoldCost } from '#store/floor/fold-costs.ts'
import { createLiveFloor, type LiveFloor } from '#store/floor/live-floor.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import type { Base } from './base.ts'

export interface FloorService {
  readonly live: LiveFloor
  /** The floor as of now, if it follows the log; null: it is not built yet. */
  floor(): Floor | null
  /** What time it is on the floor, if it follows the log to its end; else null. */
  nowIfLive(): number | null
  start(): Promise<void>
  stop(): Promise<void>
}

export interface FloorListeners {
  /** Rows may have changed. */
  readonly onFolded: (floor: Floor) => void
  /** What is shown is no longer the floor: the process must begin anew. */
  readonly onFailed: (error: Error) => void
}

/** The live floor of a server, from snapshot, archive and log. */
export function createFloorService(base: Base, { onFolded, onFailed }: FloorListeners): FloorService {
  const { site, env, log } = base
  const floors = siteFloors(() => ({ site: site.version.content }))
  const snapshots = createSnapshotStore({ url: env.redisUrl, site: site.id })
  let isBuilt = false

  function charge(costs: ReadonlyMap<string, FoldCost>): void {
    const used = base.feedShares.folded(costs, siteLimits(base.siteNow()), performance.now())
    base.limits.near('foldMsPerSec', used)
    base.limits.near('foldMsAtOnce', used)
  }

  const live = createLiveFloor({
    createFloor: floors.create,
    log: site.log,
    snapshots: { store: snapshots, codec: floors.codec },
    archive: createEventArchive(site.database, site.id).read,
    clock: base.clock,
    onFolded() {
      const { floor } = live
      if (floor.site !== base.siteNow()) base.setSite(floor.site)
      onFolded(floor)
    },
    onCosts: charge,
    onTrouble: (error) =>
      error === null ? log.info('the log is back') : log.warn({ err: error }, 'the log is away'),
    onFailed,
    onFault: base.onFault,
  })
  return {
    live,
    floor() {
      if (!isBuilt) return null
      if (live.live) live.pass()
      return live.floor
    },
    nowIfLive: () => (live.live ? live.floor.now : null),
    async start() {
      const began = performance.now()
      await live.start()
      isBuilt = true
      log.info({ pos: live.floor.pos, tookMs: Math.round(performance.now() - began) }, 'the floor is built')
    },
    async stop() {
      if (isBuilt) await live.stop()
      snapshots.close()
    },
  }
}
