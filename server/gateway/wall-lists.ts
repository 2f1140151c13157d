import {
  compareNextToBreach,
  NEXT_ON_WALL,
  type NextKey,
  type NextListName,
  type NextType,
  nextKey,
  nextLists,
} from '#core/access/next-to-breach.ts'
import type { ShownFloor } from '#core/access/reach.ts'
import { inScope, type Sight } from '#core/access/scope.ts'

/** Which rows of one type are among the next to breach on a wall; follows changes without sorting all. */
export interface WallList {
  /** Looks at a row again. Gives the ids whose place on the wall may be another now. */
  update(ids: Iterable<string>): Set<string>
  has(id: string): boolean
}

/** So many of the best are kept in order, so that all are walked only when that many have gone. */
const KEPT = 64

/** What a wall shows of a type: the best of each list. */
export function createWallLists(floor: ShownFloor, sight: Sight, type: NextType): WallList {
  const lists = nextLists.map((name) => createNextList(floor, sight, type, name))
  return {
    update(ids) {
      const asked = [...ids]
      return lists.reduce((all, list) => {
        for (const id of list.update(asked)) all.add(id)
        return all
      }, new Set<string>())
    },
    has: (id) => lists.some((list) => list.has(id)),
  }
}

function createNextList(floor: ShownFloor, sight: Sight, type: NextType, list: NextListName): WallList {
  const keys = new Map<string, NextKey>()
  /** The best in order, with nothing left out between them: at least those on the wall, if there are so many. */
  let shownKeys: NextKey[] = []
  let top = new Set<string>()

  function keyOf(id: string): NextKey | null {
    const row = floor.row(type, id)
    return row !== null && inScope(sight, type, row, floor) ? nextKey(list, type, id, floor) : null
  }

  /** Where a key stands among the kept, or belongs. */
  function placeOf(key: NextKey): number {
    let low = 0
    let high = shownKeys.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareNextToBreach(shownKeys[middle]!, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function remove(id: string): void {
    const key = keys.get(id)
    if (key === undefined) return
    keys.delete(id)
    const place = placeOf(key)
    if (shownKeys[place] === key) shownKeys.splice(place, 1)
  }

  function insert(id: string, key: NextKey): void {
    const isAll = shownKeys.length === keys.size
    keys.set(id, key)
    const place = placeOf(key)
    // Behind the last of the kept there may be others, unless all are kept.
    if (place < shownKeys.length || isAll) shownKeys.splice(place, 0, key)
    if (shownKeys.length > 2 * KEPT) shownKeys.length = KEPT
  }

  function refill(): void {
    shownKeys = [...keys.values()].sort(compareNextToBreach).slice(0, KEPT)
  }

  return {
    update(ids) {
      const changed = new Set(ids)
      for (const id of changed) {
        remove(id)
        const key = keyOf(id)
        if (key !== null) insert(id, key)
      }
      if (shownKeys.length < NEXT_ON_WALL && shownKeys.length < keys.size) refill()
      const before = top
      top = new Set(shownKeys.slice(0, NEXT_ON_WALL).map(([, id]) => id))
      for (const id of before) if (!top.has(id)) changed.add(id)
      for (const id of top) if (!before.has(id)) changed.add(id)
      return changed
    },
    has: (id) => top.has(id),
  }
}
