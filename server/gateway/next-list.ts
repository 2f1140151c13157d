import {
  compareNext,
  NEXT_ON_WALL,
  type NextKey,
  type NextType,
  nextKey,
} from '#core/access/next-to-breach.ts'
import type { ShownFloor } from '#core/access/reach.ts'
import { inScope, type Sight } from '#core/access/scope.ts'

/** Which rows of one type are among the next to breach on a wall; follows changes without sorting all. */
export interface NextList {
  /** Looks at a row again. Gives the ids whose place on the wall may be another now. */
  update(ids: Iterable<string>): Set<string>
  has(id: string): boolean
}

export function createNextList(floor: ShownFloor, sight: Sight, type: NextType): NextList {
  const keys = new Map<string, NextKey>()
  let top = new Set<string>()
  let worst: NextKey | null = null

  function keyOf(id: string): NextKey | null {
    const row = floor.row(type, id)
    return row !== null && inScope(sight, type, row, floor) ? nextKey(type, id, floor) : null
  }

  /** Only a row on the wall, or one better than the last there, can change who is on it. */
  function concerns(id: string, key: NextKey | null): boolean {
    if (top.has(id)) return true
    return key !== null && (worst === null || top.size < NEXT_ON_WALL || compareNext(key, worst) < 0)
  }

  function choose(): void {
    const best: [string, NextKey][] = []
    for (const entry of keys) {
      const last = best.at(-1)
      if (best.length === NEXT_ON_WALL && last !== undefined && compareNext(entry[1], last[1]) >= 0) continue
      const place = best.findIndex(([, key]) => compareNext(entry[1], key) < 0)
      best.splice(place === -1 ? best.length : place, 0, entry)
      if (best.length > NEXT_ON_WALL) best.pop()
    }
    top = new Set(best.map(([id]) => id))
    worst = best.at(-1)?.[1] ?? null
  }

  return {
    update(ids) {
      const changed = new Set(ids)
      let again = false
      for (const id of changed) {
        const key = keyOf(id)
        again ||= concerns(id, key)
        if (key === null) keys.delete(id)
        else keys.set(id, key)
      }
      if (again) {
        const before = top
        choose()
        for (const id of before) if (!top.has(id)) changed.add(id)
        for (const id of top) if (!before.has(id)) changed.add(id)
      }
      return changed
    },
    has: (id) => top.has(id),
  }
}
