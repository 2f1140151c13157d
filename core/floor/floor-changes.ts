import { lookUp } from '../collections/present.ts'
import { type RowType, rowTypes } from '../rows/row.ts'
import type { Changed } from './floor.ts'

/** Which rows may have changed since they were last taken. */
export interface FloorChanges {
  mark(type: RowType, id: string): void
  /** Marks ids of one type: for those who mark at every event. */
  of(type: RowType): (id: string) => void
  take(): Changed
}

/** The marked ids of one type; `last` spares the look-up for one that is marked again and again. */
interface ChangedIds {
  ids: Set<string>
  last: string | null
}

function noteChanged(marked: ChangedIds, id: string): void {
  if (marked.last === id) return
  marked.last = id
  marked.ids.add(id)
}

export function createFloorChanges(): FloorChanges {
  const marks = new Map<RowType, ChangedIds>(rowTypes.map((type) => [type, { ids: new Set(), last: null }]))
  return {
    mark: (type, id) => noteChanged(lookUp(marks, type), id),
    of(type) {
      const marked = lookUp(marks, type)
      return (id) => noteChanged(marked, id)
    },
    take() {
      const taken: Changed = new Map()
      for (const [type, marked] of marks) {
        if (marked.ids.size === 0) continue
        taken.set(type, marked.ids)
        marked.ids = new Set()
        marked.last = null
      }
      return taken
    },
  }
}
