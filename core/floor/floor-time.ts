import { itemAt } from '../collections/present.ts'
import { earliest, type Timed } from '../time/floor-clock.ts'

/** The place of one part in the time of a floor. */
export interface TimeSlot {
  /** The part may have something to do at this instant, ms. */
  wake(at: number): void
  /** The part may have another instant, and is asked for it before time passes. */
  ask(): void
}

/**
 * What time it is on a floor, and what time alone changes. Nearly always nothing is due between two events, so a part
 * is asked only when its own instant may have come: whoever gets an earlier one says so by `wake`.
 */
export interface FloorTime {
  now(): number
  /** Takes up a part. Of parts that are due at the same instant the one that was taken up first goes first. */
  slot(part: () => Timed): TimeSlot
  /** All parts may have other instants. */
  askAll(): void
  /** Sets the time without letting any pass. */
  set(now: number): void
  /** Lets time pass to `until`; each part does what is due at its exact instant. */
  pass(until: number): void
  /** The earliest instant of all parts, or null. */
  next(): number | null
}

interface Slot {
  readonly part: () => Timed
  /** Before this instant the part has nothing to do. */
  due: number
}

export function createFloorTime(): FloorTime {
  let now = 0
  /** Before this instant no part has anything to do. */
  let due = 0
  const slots: Slot[] = []

  function askAll(): void {
    due = 0
    for (const slot of slots) slot.due = 0
  }

  function soonest(): Slot {
    let first = itemAt(slots, 0)
    for (const slot of slots) if (slot.due < first.due) first = slot
    return first
  }

  const dueOf = (slot: Slot) => slot.part().nextInstant() ?? Number.POSITIVE_INFINITY

  /** Does the next thing that may be due. */
  function go(slot: Slot): void {
    const at = dueOf(slot)
    if (at <= slot.due) {
      now = Math.max(now, at)
      slot.part().advance(at)
      slot.due = dueOf(slot)
    } else slot.due = at
  }

  function wake(slot: Slot, at: number): void {
    if (at < slot.due) slot.due = at
    if (at < due) due = at
  }

  return {
    now: () => now,
    slot(part) {
      const slot = { part, due: 0 }
      slots.push(slot)
      return { wake: (at) => wake(slot, at), ask: () => wake(slot, 0) }
    },
    askAll,
    set(at) {
      now = at
      askAll()
    },
    pass(until) {
      while (due <= until) {
        const slot = soonest()
        due = slot.due
        if (due <= until) go(slot)
      }
      now = until
    },
    next() {
      const parts = slots.map(({ part }) => part())
      for (const part of parts) part.tidy?.()
      return earliest(parts)
    },
  }
}
