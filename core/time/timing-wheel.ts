import { lookUp } from '../collections/present.ts'
import { createInstants } from './instants.ts'

/**
 * Keys that want to be looked at again about some instant: all of one step of time together, so that ten thousand of
 * them cost what one does. A key is never taken back: who takes it out asks whether it still matters.
 */
export interface TimingWheel<K> {
  /** Puts a key where `at` (ms) falls; gives the instant at which it comes out, which is not after `at`. */
  put(key: K, at: number): number
  /** When the next keys come out, or null. */
  next(): number | null
  /** Takes out the earliest keys that are due at `now`, or null. */
  take(now: number): { readonly at: number; readonly keys: readonly K[] } | null
}

/** A wheel of steps of `stepMs`; `wake` is told when its next instant became an earlier one. */
export function createTimingWheel<K>(stepMs: number, wake: (at: number) => void): TimingWheel<K> {
  const steps = new Map<number, K[]>()
  const instants = createInstants<number>(wake)
  /** The step that was put into last: nearly always the next key goes there too. */
  let last = -1
  let lastKeys: K[] = []

  function keysOf(number: number): K[] {
    let keys = steps.get(number)
    if (keys === undefined) {
      keys = []
      steps.set(number, keys)
      instants.set(number, number * stepMs)
    }
    return keys
  }

  return {
    put(key, at) {
      const number = Math.floor(at / stepMs)
      if (number !== last) {
        lastKeys = keysOf(number)
        last = number
      }
      lastKeys.push(key)
      return number * stepMs
    },
    next: () => instants.next(),
    take(now) {
      const due = instants.take(now)
      if (due === null) return null
      const keys = lookUp(steps, due.key)
      steps.delete(due.key)
      if (due.key === last) last = -1
      return { at: due.at, keys }
    },
  }
}
