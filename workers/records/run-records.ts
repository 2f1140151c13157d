import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { kindOfType } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { RETENTION_MS } from '#core/time/retention.ts'
import type { FoldedFloor } from '../timekeeper/folded-floor.ts'
import { createTouchedIds, type TouchedIds } from './touched.ts'
import { type WriteAgainOptions, writeAgain, writeTouched } from './write-again.ts'

export interface RecordsOptions extends WriteAgainOptions {
  readonly folded: Pick<FoldedFloor, 'floor' | 'onFolded'>
  /** Up to where the log is archived. */
  readonly archived: () => Promise<string>
  /** Everything of the archive is written anew, up to this position. */
  readonly onWritingAgain?: (upTo: string) => void
  readonly everyMs?: number
}

const EVERY_MS = 2_000
/** Written together, and gathered in one turn of the loop, which the timers share. */
const AT_ONCE = 20
const LOOK_EVERY_MS = 100
const READ_AT_ONCE = 2_000
/** What left the floor less than this before the last word was written is known to have been written. */
const CERTAIN_MS = RETENTION_MS / 2

/**
 * Keeps the last state of cases, contacts and customers in the database as the floor changes, so that they are found
 * when the floor has let them go. It fails when the database is away; begun anew, it goes on behind what was written.
 */
export async function runRecords(options: RecordsOptions, signal: AbortSignal): Promise<void> {
  const { folded, archive, everyMs = EVERY_MS } = options
  const { floor } = folded
  const touched = createTouchedIds()
  const stop = folded.onFolded((_, changed) => touched.note(changed))
  try {
    for (const type of ['case', 'promise', 'callback'] as const)
      for (const id of [...floor.ids(type)]) touched.add(type, id)
    await catchUp(options, touched, signal)
    while (!signal.aborted) {
      const { pos } = floor
      // Apart from what changes meanwhile: once the position is written, all that changed by then must be.
      const changed = touched.takeAll()
      const isAny = changed.size > 0
      while (changed.size > 0 && !signal.aborted) {
        await writeTouched(options, floor, changed.take(AT_ONCE))
        await nextTurn()
      }
      if (isAny && !signal.aborted) await archive.advance(pos)
      await wait(everyMs, null, { signal }).catch(() => null)
    }
  } finally {
    stop()
  }
}

/** What was heard of between the last word that was written and the floor as it is. */
async function catchUp(options: RecordsOptions, touched: TouchedIds, signal: AbortSignal): Promise<void> {
  const { folded, archive, read, onWritingAgain } = options
  const { pos: upTo, now } = folded.floor
  const from = await archive.position()
  if (comparePositions(from, upTo) >= 0) return
  while (!signal.aborted && comparePositions(await options.archived(), upTo) < 0)
    await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
  const [next] = await read(from, 1)
  if (from === LOG_START || (next !== undefined && now - next.at > CERTAIN_MS)) {
    if (next === undefined) return
    onWritingAgain?.(upTo)
    await writeAgain(options, upTo, signal)
    return
  }
  for (let after = from; !signal.aborted; ) {
    const entries = await read(after, READ_AT_ONCE)
    for (const { event } of entries)
      if (kindOfType(event.type) === 'contact') touched.add('contact', event.subject)
    const last = entries.at(-1)
    if (last === undefined || comparePositions(last.pos, upTo) >= 0) return
    after = last.pos
  }
}
