import { comparePositions, type LogEntry } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import type { FloorCodec } from './floor-codec.ts'
import { foldSlices } from './fold-slices.ts'
import type { EventLog } from './log.ts'
import type { SnapshotStore } from './snapshots.ts'

/** Where a floor comes from: the newest snapshot that can be read, then archive and log. */
export interface FloorSources {
  readonly createFloor: () => Floor
  readonly log: Pick<EventLog, 'read' | 'last' | 'trimmed'>
  /** Without snapshots everything is folded anew. */
  readonly snapshots?: { readonly store: Pick<SnapshotStore, 'list' | 'read'>; readonly codec: FloorCodec }
  /** Entries that the log no longer holds, after a position, oldest first. */
  readonly archive?: (after: string, count: number) => Promise<LogEntry[]>
  /** Told of a snapshot that cannot be read, which is then built anew, and of entries that cannot be folded. */
  readonly onFault: (error: Error) => void
}

const AT_ONCE = 2_000

/** Builds the floor up to the end that the log has at the call. */
export async function buildFloor(sources: FloorSources): Promise<Floor> {
  const end = await sources.log.last()
  const floor = (await restore(sources)) ?? sources.createFloor()
  if (comparePositions(floor.pos, await sources.log.trimmed()) < 0) {
    if (sources.archive === undefined) throw new Error('the log begins later than the newest snapshot')
    await foldFrom(floor, sources.archive, end, sources.onFault)
  }
  await foldFrom(floor, sources.log.read, end, sources.onFault)
  return floor
}

async function restore({ snapshots, onFault }: FloorSources): Promise<Floor | null> {
  if (snapshots === undefined) return null
  const { store, codec } = snapshots
  for (const info of await store.list()) {
    if (info.schema !== codec.schema) continue
    try {
      return await codec.load(store.read(info))
    } catch (error) {
      onFault(new Error(`the snapshot at ${info.pos} cannot be read`, { cause: error }))
    }
  }
  return null
}

async function foldFrom(
  floor: Floor,
  read: (after: string, count: number) => Promise<LogEntry[]>,
  end: string,
  onFault: FloorSources['onFault'],
): Promise<void> {
  // The next entries are asked for while these are folded.
  let next = read(floor.pos, AT_ONCE)
  for (;;) {
    const entries = await next
    const last = entries.at(-1)
    if (last === undefined) return
    const more = entries.length === AT_ONCE && comparePositions(last.pos, end) < 0
    if (more) next = read(last.pos, AT_ONCE)
    await foldSlices(floor, entries, () => {}, onFault)
    if (!more) return
  }
}
