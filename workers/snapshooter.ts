import { setTimeout as wait } from 'node:timers/promises'
import { comparePositions } from '#core/event.ts'
import { buildFloor, type FloorSources } from '#store/build-floor.ts'
import type { FloorCodec } from '#store/floor-codec.ts'
import { foldSlices } from '#store/fold-slices.ts'
import type { SnapshotStore } from '#store/snapshots.ts'

export interface SnapshooterOptions extends FloorSources {
  readonly snapshots: { readonly store: SnapshotStore; readonly codec: FloorCodec }
  readonly onSaved?: (pos: string, tookMs: number) => void
  readonly everyMs?: number
}

const EVERY_MS = 5 * 60_000
const AT_ONCE = 2_000

/**
 * Keeps a floor of its own, a little behind the log, and writes it down now and then, so that a start needs seconds
 * and the log may be trimmed. It stands still while it is written, which is why nothing else uses it.
 */
export async function runSnapshooter(options: SnapshooterOptions, signal: AbortSignal): Promise<void> {
  const { log, snapshots, everyMs = EVERY_MS } = options
  const floor = await buildFloor(options)
  let savedAt = (await snapshots.store.covered()) ?? ''
  while (!signal.aborted) {
    for (;;) {
      const entries = await log.read(floor.pos, AT_ONCE)
      await foldSlices(floor, entries, () => floor.takeChanged(), options.onFault)
      if (entries.length < AT_ONCE || signal.aborted) break
    }
    if (savedAt === '' || comparePositions(floor.pos, savedAt) > 0) {
      const began = performance.now()
      const { codec, store } = snapshots
      await store.write({ schema: codec.schema, pos: floor.pos }, codec.save(floor))
      savedAt = floor.pos
      options.onSaved?.(floor.pos, performance.now() - began)
    }
    await wait(everyMs, null, { signal }).catch(() => null)
  }
}
