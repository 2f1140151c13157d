import type { Changed } from './floor.ts'
import { type RowType, rowTypes } from './row.ts'

/** Which rows may have changed since they were last taken. */
export interface FloorMarks {
  mark(type: RowType, id: string): void
  /** Marks ids of one type: for those who mark at every event. */
  of(type: RowType): (id: string) => void
  take(): Changed
}

/** The marked ids of one type; `last` spares the look-up for one that is marked again and again. */
interface Marked {
  ids: Set<string>
  last: string | null
}

function markIn(marked: Marked, id: string): void {
  if (marked.last === id) return
  marked.last = id
  marked.ids.add(id)
}

export function createFloorMarks(): FloorMarks {
  const marks = new Map<RowType, Marked>(rowTypes.map((type) => [type, { ids: new Set(), last: null }]))
  return {
    mark: (type, id) => markIn(marks.get(type)!, id),
    of(type) {
      const marked = marks.get(type)!
      return (id) => markIn(marked, id)
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
