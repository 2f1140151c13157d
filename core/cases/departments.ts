import { itemAt, lookUp } from '../present.ts'
import type { DepartmentRow } from '../row.ts'
import type { HandoffState } from './handoff-state.ts'

/** A hand-off as its department counts it; instants in ms. */
export interface DepartmentHandoff {
  readonly department: string
  readonly due: number | null
  readonly sentAt: number
  readonly returnedAt: number | null
}

/** Which hand-offs lie with which department. */
export interface Departments {
  put(id: string, handoff: DepartmentHandoff | null): void
  /** Open and overdue ones at `now`, and the median time to return of those returned since `dayStart`. */
  row(id: string, name: string, now: number, dayStart: number): DepartmentRow
  ids(): Iterable<string>
}

export function departmentHandoff(state: HandoffState, due: number | null): DepartmentHandoff | null {
  const { department, sentAt, returnedAt } = state
  if (department === null || sentAt === null) return null
  return { department, sentAt, returnedAt, due }
}

function median(values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? itemAt(sorted, middle)
    : (itemAt(sorted, middle - 1) + itemAt(sorted, middle)) / 2
}

export function createDepartments(changed: (id: string) => void): Departments {
  const handoffs = new Map<string, DepartmentHandoff>()
  const lying = new Map<string, Set<string>>()

  function take(id: string): void {
    const before = handoffs.get(id)
    if (before === undefined) return
    handoffs.delete(id)
    const ids = lying.get(before.department)
    ids?.delete(id)
    if (ids?.size === 0) lying.delete(before.department)
    changed(before.department)
  }

  return {
    put(id, handoff) {
      take(id)
      if (handoff === null) return
      handoffs.set(id, handoff)
      const ids = lying.get(handoff.department)
      if (ids === undefined) lying.set(handoff.department, new Set([id]))
      else ids.add(id)
      changed(handoff.department)
    },
    row(id, name, now, dayStart) {
      let [open, overdue] = [0, 0]
      const took: number[] = []
      for (const key of lying.get(id) ?? []) {
        const { due, sentAt, returnedAt } = lookUp(handoffs, key)
        if (returnedAt === null) {
          open++
          if (due !== null && due <= now) overdue++
        } else if (returnedAt >= dayStart) took.push(Math.max(0, returnedAt - sentAt) / 1_000)
      }
      return { id, name, open, overdue, medianReturnSec: median(took) }
    },
    ids: () => lying.keys(),
  }
}
