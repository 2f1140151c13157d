import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Floor } from '#core/floor.ts'
import type { IntervalArchive, QueueInterval } from '#store/postgres/interval-archive.ts'

export interface IntervalWriterOptions {
  readonly floor: Pick<Floor, 'ids' | 'intervals' | 'now'>
  readonly archive: Pick<IntervalArchive, 'write'>
  readonly everyMs?: number
}

const EVERY_MS = 15_000
/** Nearly all changes are of the last hours; the rest of what the floor still holds is looked through now and then. */
const RECENT_MS = 2 * 3_600_000
const HELD_MS = 4 * 24 * 3_600_000
const LOOK_THROUGH_EVERY = 60

/**
 * Writes the floor's 15-minute records to the database as they change, late corrections too. It fails when the database
 * is away; begun anew, it writes all that the floor holds.
 */
export async function runIntervalWriter(options: IntervalWriterOptions, signal: AbortSignal): Promise<void> {
  const { floor, archive, everyMs = EVERY_MS } = options
  const written = new Map<string, string>()
  for (let round = 0; !signal.aborted; round++) {
    const span = round % LOOK_THROUGH_EVERY === 0 ? HELD_MS : RECENT_MS
    const changed = await changedSince(floor, span, written)
    await archive.write(changed.map(({ interval }) => interval))
    for (const { key, text } of changed) written.set(key, text)
    if (round % LOOK_THROUGH_EVERY === 0) forget(written, floor.now - HELD_MS)
    await wait(everyMs, null, { signal }).catch(() => null)
  }
}

interface Change {
  readonly key: string
  readonly text: string
  readonly interval: QueueInterval
}

/** The records that are not as they were written, gathered queue by queue so that nothing is held up. */
async function changedSince(
  floor: IntervalWriterOptions['floor'],
  spanMs: number,
  written: ReadonlyMap<string, string>,
): Promise<Change[]> {
  const changed: Change[] = []
  for (const queue of [...floor.ids('queue')]) {
    for (const { start, record } of floor.intervals(queue, floor.now - spanMs, floor.now + 1)) {
      const { counts, leftBy, longestMs } = record
      const interval = { queue, start, record: { counts: { ...counts }, leftBy: { ...leftBy }, longestMs } }
      const key = `${start} ${queue}`
      const text = JSON.stringify(interval)
      if (written.get(key) !== text) changed.push({ key, text, interval })
    }
    await nextTurn()
  }
  return changed
}

function forget(written: Map<string, string>, before: number): void {
  for (const key of written.keys()) if (Number.parseInt(key, 10) < before) written.delete(key)
}
