import type { Changed } from '#core/floor/floor.ts'
import { type RecordedType, recordedTypes, type Touched } from './gather.ts'

/** Gathers what changes, each thing once, to be taken some at a time. */
export interface TouchedIds {
  note(changed: Changed): void
  add(type: RecordedType, id: string): void
  /** Takes at most so many. */
  take(most: number): Touched
  /** Takes all that waits by now, to be taken on some at a time; what changes from now on waits here. */
  takeAll(): TouchedIds
  readonly size: number
}

export function createTouchedIds(): TouchedIds {
  return touchedIds(new Map())
}

function touchedIds(given: ReadonlyMap<RecordedType, Set<string>>): TouchedIds {
  const waiting = new Map<RecordedType, Set<string>>(
    recordedTypes.map((type) => [type, given.get(type) ?? new Set()]),
  )

  function takeFrom(ids: Set<string>, most: number): Set<string> {
    const taken = new Set<string>()
    for (const id of ids) {
      if (taken.size === most) break
      taken.add(id)
      ids.delete(id)
    }
    return taken
  }

  return {
    note(changed) {
      for (const [type, ids] of waiting) for (const id of changed.get(type) ?? []) ids.add(id)
    },
    add: (type, id) => waiting.get(type)?.add(id),
    take(most) {
      let left = most
      const taken = new Map<RecordedType, Set<string>>()
      for (const [type, ids] of waiting) {
        const some = takeFrom(ids, left)
        left -= some.size
        taken.set(type, some)
      }
      return Object.fromEntries(taken) as Record<RecordedType, Set<string>>
    },
    takeAll() {
      const all = touchedIds(new Map(waiting))
      for (const type of recordedTypes) waiting.set(type, new Set())
      return all
    },
    get size() {
      let size = 0
      for (const ids of waiting.values()) size += ids.size
      return size
    },
  }
}
