import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Floor } from '#core/floor/floor.ts'
import { HELD_INTERVALS_MS } from '#core/queues/held-intervals.ts'
import type { AgentQuarter, IntervalArchive, QueueInterval } from '#store/postgres/interval-archive.ts'

export interface IntervalWriterOptions {
  readonly floor: Pick<Floor, 'ids' | 'intervals' | 'agentIntervals' | 'now'>
  readonly archive: Pick<IntervalArchive, 'write' | 'writeAgents'>
  readonly everyMs?: number
}

const EVERY_MS = 15_000
/** Nearly all changes are of the last hours; the rest of what the floor still holds is looked through now and then. */
const RECENT_MS = 2 * 3_600_000
const LOOK_THROUGH_EVERY = 60
/** A little longer than the floor has the last word, so that what changed just before that is written too. */
const HELD_MS = HELD_INTERVALS_MS + 30 * 60_000
/** Agents looked at between two turns of the loop. */
const AT_ONCE = 50

/**
 * Writes the floor's 15-minute records to the database as they change, late corrections too. It fails when the database
 * is away; begun anew, it writes all that the floor holds.
 */
export async function runIntervalWriter(options: IntervalWriterOptions, signal: AbortSignal): Promise<void> {
  const { floor, archive, everyMs = EVERY_MS } = options
  const written = new Map<string, string>()
  for (let round = 0; !signal.aborted; round++) {
    const span = round % LOOK_THROUGH_EVERY === 0 ? HELD_MS : RECENT_MS
    await writeChanged(await queuesSince(floor, span, written), archive.write, written)
    await writeChanged(await agentsSince(floor, span, written), archive.writeAgents, written)
    if (round % LOOK_THROUGH_EVERY === 0) forget(written, floor.now - HELD_MS)
    await wait(everyMs, null, { signal }).catch(() => null)
  }
}

interface Change<T> {
  readonly key: string
  readonly text: string
  readonly interval: T
}

async function writeChanged<T>(
  changed: readonly Change<T>[],
  write: (intervals: readonly T[]) => Promise<void>,
  written: Map<string, string>,
): Promise<void> {
  await write(changed.map(({ interval }) => interval))
  for (const { key, text } of changed) written.set(key, text)
}

function noteChange<T>(
  changed: Change<T>[],
  key: string,
  interval: T,
  written: ReadonlyMap<string, string>,
): void {
  const text = JSON.stringify(interval)
  if (written.get(key) !== text) changed.push({ key, text, interval })
}

/** The records that are not as they were written, gathered queue by queue so that nothing is held up. */
async function queuesSince(
  floor: IntervalWriterOptions['floor'],
  spanMs: number,
  written: ReadonlyMap<string, string>,
): Promise<Change<QueueInterval>[]> {
  const changed: Change<QueueInterval>[] = []
  for (const queue of [...floor.ids('queue')]) {
    for (const { start, record } of floor.intervals(queue, floor.now - spanMs, floor.now + 1)) {
      const { counts, leftBy, longestMs } = record
      const interval = { queue, start, record: { counts: { ...counts }, leftBy: { ...leftBy }, longestMs } }
      noteChange(changed, `${start} queue ${queue}`, interval, written)
    }
    await nextTurn()
  }
  return changed
}

async function agentsSince(
  floor: IntervalWriterOptions['floor'],
  spanMs: number,
  written: ReadonlyMap<string, string>,
): Promise<Change<AgentQuarter>[]> {
  const changed: Change<AgentQuarter>[] = []
  for (const [index, agent] of [...floor.ids('agent')].entries()) {
    for (const { start, record } of floor.agentIntervals(agent, floor.now - spanMs, floor.now + 1))
      noteChange(changed, `${start} agent ${agent}`, { agent, start, record: { ...record } }, written)
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn()
  }
  return changed
}

function forget(written: Map<string, string>, before: number): void {
  for (const key of written.keys()) if (Number.parseInt(key, 10) < before) written.delete(key)
}
