import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { LogEntry } from '#core/event/event.ts'
import { knownEvent } from '#core/event/known-event.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { FoldCosts } from './fold-costs.ts'

/** How long folding may hold up sockets and timers of its process. */
const SLICE_MS = 5

export interface FoldingOptions {
  /** Rows may have changed. */
  readonly onSlice: () => void
  readonly onFault: (error: Error) => void
  /** Told how long what took; not given: nobody keeps account of it. */
  readonly costs?: Pick<FoldCosts, 'event' | 'common'>
  /** How long a slice is; not given: 5 ms. */
  readonly sliceMs?: number
  /** How long it rests after each slice, for what nobody waits for; not given: until the next turn of the loop. */
  readonly restMs?: number
}

/**
 * Folds entries in slices of about 5 ms (the clock is looked at after each entry, and after each piece of a long fold
 * that is due before it), between which the process does its other work. What events say beyond the
 * fields that we know stays behind in log and archive. An entry that the floor cannot
 * fold is told and left out: the same in every process, and better than none of them showing anything.
 */
export async function foldSlices(
  floor: Floor,
  entries: readonly LogEntry[],
  { onSlice, onFault, costs, sliceMs = SLICE_MS, restMs = 0 }: FoldingOptions,
): Promise<void> {
  let began = performance.now()
  let last = began
  /** How long it took since this was asked last. */
  const took = () => {
    const now = performance.now()
    const ms = now - last
    last = now
    return ms
  }
  const show = () => {
    onSlice()
    reportBroken(floor, onFault)
    costs?.common(took())
  }
  const breathe = async () => {
    show()
    await rest(restMs)
    began = performance.now()
    last = began
  }
  for (const entry of entries) {
    for (let at = refoldBefore(floor, entry.at); at !== null; at = refoldBefore(floor, entry.at)) {
      floor.advance(at)
      const ms = took()
      costs?.common(ms)
      if (last - began >= sliceMs) await breathe()
    }
    foldOne(floor, entry, onFault)
    const ms = took()
    costs?.event(entry.event.source, ms)
    if (last - began >= sliceMs) await breathe()
  }
  show()
}

const rest = (ms: number): Promise<void> => (ms > 0 ? wait(ms) : nextTurn())

/** Folds all that waits, in slices of so many ms with a rest of so many after each. */
export async function foldPending(
  floor: Pick<Floor, 'settleSome'>,
  { sliceMs, restMs = 0 }: Pick<FoldingOptions, 'restMs'> & { readonly sliceMs: number },
): Promise<void> {
  let began = performance.now()
  while (floor.settleSome()) {
    if (performance.now() - began < sliceMs) continue
    await rest(restMs)
    began = performance.now()
  }
}

/** Tells of invariants of the fold that do not hold: it goes on, and somebody must look. */
export function reportBroken(
  floor: Pick<Floor, 'takeBroken' | 'pos'>,
  onFault: (error: Error) => void,
): void {
  for (const { what, about } of floor.takeBroken())
    onFault(new Error(`${about}: broken at ${floor.pos}: ${what}`))
}

/** When something is folded again next before an instant (ms), or null. */
export function refoldBefore(floor: Floor, at: number): number | null {
  const refold = floor.nextRefold()
  return refold !== null && refold > floor.now && refold < at ? refold : null
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
