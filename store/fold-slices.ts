import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogEntry } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import { knownEvent } from '#core/known-data.ts'

/** How long folding may hold up sockets and timers of its process. */
const SLICE_MS = 10

/**
 * Folds entries in slices of about 10 ms, between which the process does its other work. What events say beyond the
 * fields that we know stays behind in log and archive. An entry that the floor cannot
 * fold is told and left out: the same in every process, and better than none of them showing anything.
 */
export async function foldSlices(
  floor: Floor,
  entries: readonly LogEntry[],
  onSlice: () => void,
  onFault: (error: Error) => void,
): Promise<void> {
  let began = performance.now()
  for (let index = 0; index < entries.length; index++) {
    foldOne(floor, entries[index]!, onFault)
    if (performance.now() - began < SLICE_MS) continue
    onSlice()
    tellBroken(floor, onFault)
    await nextTurn()
    began = performance.now()
  }
  onSlice()
  tellBroken(floor, onFault)
}

/** Tells of invariants of the fold that do not hold: it goes on, and somebody must look. */
export function tellBroken(floor: Pick<Floor, 'takeBroken' | 'pos'>, onFault: (error: Error) => void): void {
  for (const { what, about } of floor.takeBroken())
    onFault(new Error(`${about}: broken at ${floor.pos}: ${what}`))
}

function foldOne(floor: Floor, entry: LogEntry, onFault: (error: Error) => void): void {
  try {
    const event = knownEvent(entry.event)
    if (event === null) throw new Error('it lacks a field that its type must have')
    floor.apply(event === entry.event ? entry : { ...entry, event })
  } catch (error) {
    const { type, source, id } = entry.event
    onFault(new Error(`${type} ${source} ${id} at ${entry.pos} cannot be folded`, { cause: error }))
  }
}
