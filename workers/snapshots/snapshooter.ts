import { setTimeout as wait } from 'node:timers/promises'
import { comparePositions } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import { buildFloor, type FloorSources } from '#store/floor/build-floor.ts'
import type { FloorCodec } from '#store/floor/floor-codec.ts'
import { foldPending, foldSlices } from '#store/floor/fold-slices.ts'
import type { SnapshotStore } from '#store/snapshots.ts'

export interface SnapshooterOptions extends FloorSources {
  readonly snapshots: { readonly store: SnapshotStore; readonly codec: FloorCodec }
  readonly onSaved?: (pos: string, tookMs: number) => void
  readonly everyMs?: number
  /** How often it looks whether so much was folded that a snapshot pays before its time. */
  readonly lookEveryMs?: number
  /** How long it may catch up with the log without writing down how far it is. */
  readonly catchingUpMs?: number
}

const EVERY_MS = 5 * 60_000
const LOOK_EVERY_MS = 5_000
/** While it catches up it writes down how far it has come, so that a start that is broken off has not been for nothing. */
const CATCHING_UP_MS = 30_000
const AT_ONCE = 2_000
/** What a start folds in about a second: with so many entries behind the newest snapshot the next one is due. */
const MANY = 5_000
/** Of the time of its process it takes no more than a part in so many. */
const REST = 20
/**
 * Nobody waits for it, but what falls due waits for the same processors: it works a third of the time, in short slices;
 * at a stop all of it.
 */
const SLICE_MS = 3
const REST_MS = 6
/** A stop leaves a snapshot where the next start would notice that there is none. */
const WORTH_AT_STOP = 1_000

/**
 * Keeps a floor of its own, a little behind the log, and writes it down: now and then, when much has come since, and at
 * the end, so that a start needs seconds and the log may be trimmed. It stands still while it is written, which is why
 * nothing else uses it.
 */
export async function runSnapshooter(options: SnapshooterOptions, signal: AbortSignal): Promise<void> {
  const { log, snapshots, everyMs = EVERY_MS, catchingUpMs = CATCHING_UP_MS } = options
  const lookEveryMs = Math.min(options.lookEveryMs ?? LOOK_EVERY_MS, everyMs)
  let savedAt = (await snapshots.store.covered()) ?? ''
  let wroteAt = performance.now()
  let tookMs = 0
  let unsaved = 0

  const slices = () => ({ sliceMs: SLICE_MS, restMs: signal.aborted ? 0 : REST_MS })

  async function save(floor: Floor): Promise<void> {
    const began = performance.now()
    const { codec, store } = snapshots
    // What waits to be folded again would hold up all of the process at once.
    await foldPending(floor, slices())
    await store.write({ schema: codec.schema, pos: floor.pos }, codec.save(floor))
    savedAt = floor.pos
    wroteAt = performance.now()
    tookMs = wroteAt - began
    unsaved = 0
    options.onSaved?.(floor.pos, tookMs)
  }

  async function follow(floor: Floor): Promise<void> {
    for (;;) {
      const entries = await log.read(floor.pos, AT_ONCE)
      await foldSlices(floor, entries, {
        onSlice: () => floor.takeChanged(),
        onFault: options.onFault,
        ...slices(),
      })
      unsaved += entries.length
      if (entries.length < AT_ONCE) return
    }
  }

  const isDue = () => {
    const restedMs = performance.now() - wroteAt
    return restedMs >= everyMs || (unsaved >= MANY && restedMs >= REST * tookMs)
  }

  const floor = await buildFloor(options, async (behind, count) => {
    behind.takeChanged()
    unsaved += count
    if (performance.now() - wroteAt >= catchingUpMs) await save(behind)
  })
  while (!signal.aborted) {
    await follow(floor)
    if (savedAt === '' || (comparePositions(floor.pos, savedAt) > 0 && isDue())) await save(floor)
    await wait(lookEveryMs, null, { signal }).catch(() => null)
  }
  await follow(floor)
  if (unsaved >= WORTH_AT_STOP) await save(floor)
}
