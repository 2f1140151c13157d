import { setTimeout as wait } from 'node:timers/promises'
import type { LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import { RETENTION_MS } from '#core/time/retention.ts'
import { foldSlices } from '#store/floor/fold-slices.ts'
import type { RecordArchive } from '#store/postgres/record-archive.ts'
import type { SearchTokens } from '#store/search-tokens.ts'
import { gatherRecords, type Touched, touchedSubjects } from './gather.ts'
import { createTouchedIds } from './touched.ts'

export interface WriteAgainOptions {
  /** Makes an empty floor, by the rules of this program. */
  readonly createFloor: () => Floor
  readonly read: (after: string, count: number) => Promise<LogEntry[]>
  readonly archive: RecordArchive
  readonly tokens: SearchTokens
  readonly onFault: (error: Error) => void
}

const AT_ONCE = 1_000
const WRITTEN_AT_ONCE = 200
/** What is over leaves the floor after two days: what changed is written well before. */
const SPAN_MS = RETENTION_MS / 4
/** Others share the processor: folding takes short turns, and rests as long after each slice. */
const SLICE_MS = 5

/** Writes what changed on a floor. */
export async function writeTouched(
  { archive, tokens }: Pick<WriteAgainOptions, 'archive' | 'tokens'>,
  floor: Floor,
  touched: Touched,
): Promise<void> {
  const erased = await archive.erasedAmong(touchedSubjects(floor, touched))
  await archive.write(gatherRecords({ floor, tokens, erased }, touched))
}

/** Entries in pieces of which none is longer than that. */
function* spans(entries: readonly LogEntry[]): Iterable<LogEntry[]> {
  let some: LogEntry[] = []
  for (const entry of entries) {
    const [first] = some
    if (first !== undefined && entry.at - first.at > SPAN_MS) {
      yield some
      some = []
    }
    some.push(entry)
  }
  if (some.length > 0) yield some
}

/**
 * Writes the records of all that is archived up to a position, by folding it from its beginning as every floor is
 * folded: for a data folder from before there were records, and for one whose workers stood still for longer than what
 * is over stays on a floor. Broken off, it begins anew.
 */
export async function writeAgain(
  options: WriteAgainOptions,
  upTo: string,
  signal: AbortSignal,
): Promise<void> {
  const { createFloor, read, onFault } = options
  const floor = createFloor()
  const touched = createTouchedIds()
  for (let after = LOG_START; !signal.aborted && comparePositions(after, upTo) < 0; ) {
    const began = performance.now()
    const entries = await read(after, AT_ONCE)
    const last = entries.at(-1)
    if (last === undefined) return
    for (const some of spans(entries)) {
      await foldSlices(floor, some, {
        onSlice: () => touched.note(floor.takeChanged()),
        onFault,
        sliceMs: SLICE_MS,
      })
      while (touched.size > 0) await writeTouched(options, floor, touched.take(WRITTEN_AT_ONCE))
    }
    after = last.pos
    await wait(performance.now() - began, null, { signal }).catch(() => null)
  }
}
