import { earliest, passTime, type Timed } from './floor-clock.ts'

/**
 * What time it is on a floor, and what time alone changes. Nearly always nothing is due between two events, so the
 * parts are asked only when the earliest of their instants has come: whoever gets an earlier one says so by `wake`.
 */
export interface FloorTime {
  now(): number
  /** A part may have something to do at this instant, ms. */
  wake(at: number): void
  /** A part may have another instant, and is asked for it before time passes. */
  ask(part: Timed): void
  /** Sets the time without letting any pass. */
  set(now: number): void
  /** Lets time pass to `until`; each part does what is due at its exact instant. */
  pass(until: number): void
  /** The earliest instant of all parts, or null. */
  next(): number | null
}

/** `parts` gives all that time alone changes; it is called when time first passes. */
export function createFloorTime(parts: () => readonly Timed[]): FloorTime {
  let now = 0
  /** Before this instant nothing is due. */
  let due = 0
  let unasked: Timed | null = null

  function wake(at: number): void {
    if (at < due) due = at
  }

  function askAll(): void {
    due = earliest(parts()) ?? Number.POSITIVE_INFINITY
    unasked = null
  }

  return {
    now: () => now,
    wake,
    ask(part) {
      if (unasked !== null && unasked !== part) wake(0)
      unasked = part
    },
    set(at) {
      now = at
      due = 0
    },
    pass(until) {
      if (unasked !== null) {
        const at = unasked.nextInstant()
        unasked = null
        if (at !== null) wake(at)
      }
      if (until >= due) {
        passTime(parts(), until, (at) => {
          now = Math.max(now, at)
        })
        askAll()
      }
      now = until
    },
    next() {
      for (const part of parts()) part.tidy?.()
      return earliest(parts())
    },
  }
}
