import { setTimeout as wait } from 'node:timers/promises'
import type { Floor } from '#core/floor.ts'
import { comparePositions } from '#core/log-position.ts'
import { buildFloor, type FloorSources } from '#store/build-floor.ts'
import type { FloorCodec } from '#store/floor-codec.ts'
import { foldSlices } from '#store/fold-slices.ts'
import type { SnapshotStore } from '#store/snapshots.ts'

export interface SnapshooterOptions extends FloorSources {
  readonly snapshots: { readonly store: SnapshotStore; readonly codec: FloorCodec }
  readonly onSaved?: (pos: string, tookMs: number) => void
  readonly everyMs?: number
  /** How long it may catch up with the log without writing down how far it is. */
  readonly catchingUpMs?: number
}

const EVERY_MS = 5 * 60_000
/** While it catches up it writes down how far it has come, so that a start that is broken off has not been for nothing. */
const CATCHING_UP_MS = 30_000
const AT_ONCE = 2_000

/**
 * Keeps a floor of its own, a little behind the log, and writes it down now and then, so that a start needs seconds
 * and the log may be trimmed. It stands still while it is written, which is why nothing else uses it.
 */
export async function runSnapshooter(options: SnapshooterOptions, signal: AbortSignal): Promise<void> {
  const { log, snapshots, everyMs = EVERY_MS, catchingUpMs = CATCHING_UP_MS } = options
  let savedAt = (await snapshots.store.covered()) ?? ''
  let wroteAt = performance.now()

  async function save(floor: Floor): Promise<void> {
    const began = performance.now()
    const { codec, store } = snapshots
    await store.write({ schema: codec.schema, pos: floor.pos }, codec.save(floor))
    savedAt = floor.pos
    wroteAt = performance.now()
    options.onSaved?.(floor.pos, wroteAt - began)
  }

  const floor = await buildFloor(options, async (behind) => {
    behind.takeChanged()
    if (performance.now() - wroteAt >= catchingUpMs) await save(behind)
  })
  while (!signal.aborted) {
    for (;;) {
      const entries = await log.read(floor.pos, AT_ONCE)
      await foldSlices(floor, entries, { onSlice: () => floor.takeChanged(), onFault: options.onFault })
      if (entries.length < AT_ONCE || signal.aborted) break
    }
    if (savedAt === '' || comparePositions(floor.pos, savedAt) > 0) await save(floor)
    await wait(everyMs, null, { signal }).catch(() => null)
  }
}
