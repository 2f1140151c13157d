import type { LogEntry } from '#core/event/event.ts'
import { comparePositions } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { EventLog } from '../log.ts'
import type { SnapshotStore } from '../snapshots.ts'
import type { FloorCodec } from './floor-codec.ts'
import { foldSlices } from './fold-slices.ts'

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

type Read = (after: string, count: number) => Promise<LogEntry[]>

/**
 * Builds the floor up to the end that the log has at the call. `between` is called after each batch of entries, with
 * the floor as far as it is and how many there were; it may take its time.
 */
export async function buildFloor(
  sources: FloorSources,
  between: (floor: Floor, entries: number) => Promise<void> = async () => {},
): Promise<Floor> {
  const end = await sources.log.last()
  const floor = (await restore(sources)) ?? sources.createFloor()
  if (comparePositions(floor.pos, await sources.log.trimmed()) < 0) {
    if (sources.archive === undefined) throw new Error('the log begins later than the newest snapshot')
    await foldFrom(sources.archive)
  }
  await foldFrom(sources.log.read)
  return floor

  async function foldFrom(read: Read): Promise<void> {
    // The next entries are asked for while these are folded.
    let next = readAhead(read, floor.pos, sources.onFault)
    for (;;) {
      const entries = await next()
      const last = entries.at(-1)
      if (last === undefined) return
      const more = comparePositions(last.pos, end) < 0
      if (more) next = readAhead(read, last.pos, sources.onFault)
      await foldSlices(floor, entries, { onSlice: () => {}, onFault: sources.onFault })
      await between(floor, entries.length)
      if (!more) return
    }
  }
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

/**
 * Asks for entries at once and gives what waits for them. An answer that came too late, because what was done meanwhile
 * held this process up, is asked for again: nobody waits for it before, so its failure must not be anybody's.
 */
function readAhead(read: Read, after: string, onFault: FloorSources['onFault']): () => Promise<LogEntry[]> {
  const first = read(after, AT_ONCE).catch((error: Error) => {
    onFault(new Error(`the entries after ${after} are asked for again`, { cause: error }))
    return null
  })
  return async () => (await first) ?? read(after, AT_ONCE)
}
